import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import * as React from 'react';

import { PARAMETER_SPECS } from '../../workflow';
import type { ParameterField, ParameterProblem } from '../../workflow';

/** What every field of the form needs besides its value. */
export interface FieldProps {
  readonly field: ParameterField;
  readonly problems: readonly ParameterProblem[];
  readonly trans: TranslationBundle;
  /** Instead of the label that the workflow gives the parameter. */
  readonly label?: string;
  /** Whether the label stands above the control instead of beside it. */
  readonly isWide?: boolean;
  /** One quiet line below the field. */
  readonly hint?: React.ReactNode;
}

/** Where a select's arrow stands; its own place is that of a higher control. */
export const SELECT_ICON = { right: '2px', top: '2px' } as const;

/** The `id` of the control of a parameter. */
export function controlId(field: ParameterField): string {
  return `jp-insar-${field}`;
}

/** A text, number or date field. Its value is always the text as typed. */
export function TextField(
  props: FieldProps & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly type?: 'text' | 'date' | 'url';
    readonly unit?: string;
    readonly placeholder?: string;
    readonly isNumber?: boolean;
  }
): React.JSX.Element {
  const { value, onChange, type = 'text', unit, placeholder, isNumber } = props;
  return (
    <Field {...props}>
      {control => (
        <span className="jp-Insar-control">
          <input
            {...control}
            className="jp-Insar-input jp-mod-styled"
            type={type}
            inputMode={isNumber ? 'decimal' : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            value={value}
            onChange={event => onChange(event.target.value)}
          />
          {unit && <span className="jp-Insar-unit">{unit}</span>}
        </span>
      )}
    </Field>
  );
}

/** One of a few values. */
export function ChoiceField<T extends string>(
  props: FieldProps & {
    readonly value: T;
    readonly onChange: (value: T) => void;
    readonly choices: readonly { readonly value: T; readonly label: string }[];
  }
): React.JSX.Element {
  const { value, onChange, choices } = props;
  return (
    <Field {...props}>
      {control => (
        <HTMLSelect
          {...control}
          className="jp-Insar-select"
          iconProps={SELECT_ICON}
          value={value}
          options={[...choices]}
          onChange={event => onChange(event.target.value as T)}
        />
      )}
    </Field>
  );
}

/** Text of several lines in a fixed-width font. */
export function CodeField(
  props: FieldProps & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly placeholder?: string;
  }
): React.JSX.Element {
  const { value, onChange, placeholder } = props;
  return (
    <Field {...props}>
      {control => (
        <textarea
          {...control}
          className="jp-Insar-input jp-Insar-code jp-mod-styled"
          rows={Math.min(8, Math.max(2, value.split('\n').length))}
          spellCheck={false}
          placeholder={placeholder}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Any number of a few values. The first box carries the `id` of the control. */
export function ChecksField<T extends string>(
  props: FieldProps & {
    readonly value: readonly T[];
    readonly onChange: (value: readonly T[]) => void;
    readonly choices: readonly T[];
  }
): React.JSX.Element {
  const { field, problems, trans, value, onChange, choices } = props;
  const spec = PARAMETER_SPECS[field];
  const id = controlId(field);
  const own = problems.filter(problem => problem.field === field);
  return (
    <div className="jp-Insar-field" role="group" aria-labelledby={`${id}-label`}>
      <span id={`${id}-label`} className="jp-Insar-label" title={trans.__(spec.help)}>
        {props.label ?? trans.__(spec.label)}
      </span>
      <span className="jp-Insar-checks">
        {choices.map((choice, index) => (
          <label key={choice} className="jp-Insar-check">
            <input
              id={index === 0 ? id : `${id}-${choice}`}
              type="checkbox"
              className="jp-mod-styled"
              checked={value.includes(choice)}
              aria-invalid={own.some(isError) || undefined}
              aria-describedby={own.length > 0 ? `${id}-problem` : undefined}
              onChange={event =>
                onChange(
                  choices.filter(name =>
                    name === choice ? event.target.checked : value.includes(name)
                  )
                )
              }
            />
            {choice}
          </label>
        ))}
      </span>
      <Problems id={`${id}-problem`} problems={own} />
    </div>
  );
}

/** What a control takes over from the field around it. */
interface ControlProps {
  readonly id: string;
  readonly title: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

function Field(
  props: FieldProps & { readonly children: (control: ControlProps) => React.ReactNode }
): React.JSX.Element {
  const { field, problems, trans, label, isWide, hint, children } = props;
  const spec = PARAMETER_SPECS[field];
  const id = controlId(field);
  const own = problems.filter(problem => problem.field === field);
  const described = [hint ? `${id}-hint` : '', own.length > 0 ? `${id}-problem` : ''];
  return (
    <div className={isWide ? 'jp-Insar-field jp-mod-wide' : 'jp-Insar-field'}>
      <label className="jp-Insar-label" htmlFor={id} title={trans.__(spec.help)}>
        {label ?? trans.__(spec.label)}
      </label>
      {children({
        id,
        title: trans.__(spec.help),
        'aria-invalid': own.some(isError) || undefined,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined
      })}
      {hint && (
        <div id={`${id}-hint`} className="jp-Insar-hint">
          {hint}
        </div>
      )}
      <Problems id={`${id}-problem`} problems={own} />
    </div>
  );
}

/** Errors are announced at once; warnings are read with their field. */
export function Problems(props: {
  readonly id: string;
  readonly problems: readonly ParameterProblem[];
}): React.JSX.Element | null {
  const { id, problems } = props;
  if (problems.length === 0) {
    return null;
  }
  return (
    <div
      id={id}
      className={`jp-Insar-problem ${problems.some(isError) ? 'jp-mod-error' : 'jp-mod-warn'}`}
      role={problems.some(isError) ? 'alert' : undefined}
    >
      {problems.map(problem => (
        <div key={problem.message}>{problem.message}</div>
      ))}
    </div>
  );
}

function isError(problem: ParameterProblem): boolean {
  return problem.severity === 'error';
}
