import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

/** Renders the component anew whenever the signal is emitted. */
export function useSignal<T>(signal: ISignal<T, void>): void {
  const [, setCount] = React.useState(0);
  React.useEffect(() => {
    const onChange = (): void => setCount(count => count + 1);
    signal.connect(onChange);
    // What changed between the rendering and this effect was not heard.
    onChange();
    return () => {
      signal.disconnect(onChange);
    };
  }, [signal]);
}
