import * as React from 'react';

/** Fields under one heading. */
export function Group(props: {
  readonly name: string;
  readonly children: React.ReactNode;
}): React.JSX.Element {
  return (
    <fieldset className="jp-Insar-group">
      <legend className="jp-Insar-legend">{props.name}</legend>
      {props.children}
    </fieldset>
  );
}
