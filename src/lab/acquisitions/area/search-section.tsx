import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import * as React from 'react';

import { BURST_SOURCES, POLARIZATIONS } from '../../../workflow';
import type { Polarization } from '../../../workflow';
import type { AcquisitionsModel } from '../model';
import type { SearchFields } from '../search-fields';
import { sourceName } from '../source-names';

/** Where, when and in which catalogues bursts are searched for. */
export function SearchSection(props: {
  readonly model: AcquisitionsModel;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { model, trans } = props;
  const { fields, problems } = model.snapshot;
  const id = React.useId();
  const set = (change: Partial<SearchFields>): void => model.update(change);
  const problemOf = (field: keyof SearchFields): string =>
    problems.find(problem => problem.field === field)?.message ?? '';
  const control = (field: keyof SearchFields) => ({
    id: `${id}-${field}`,
    'aria-invalid': problemOf(field) !== '' || undefined,
    'aria-describedby': problemOf(field) ? `${id}-${field}-problem` : undefined
  });
  const problem = (field: keyof SearchFields): React.ReactNode =>
    problemOf(field) && (
      <div
        id={`${id}-${field}-problem`}
        className="jp-InsarAcquisitions-problem jp-Insar-error"
        role="alert"
      >
        {problemOf(field)}
      </div>
    );
  return (
    <form
      className="jp-InsarAcquisitions-search"
      aria-label={trans.__('Search for bursts')}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        void model.search();
      }}
    >
      <div className="jp-InsarAcquisitions-field jp-mod-wide">
        <label htmlFor={`${id}-area`}>{trans.__('Area')}</label>
        <textarea
          {...control('area')}
          className="jp-mod-styled"
          rows={fields.area.length > 60 ? 3 : 1}
          spellCheck={false}
          placeholder={trans.__('west, south, east, north – or WKT, or GeoJSON; or draw below')}
          value={fields.area}
          onChange={event => set({ area: event.target.value })}
          onKeyDown={event => {
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault();
              void model.search();
            }
          }}
        />
        {problem('area')}
        {model.isAreaEmpty && (
          <div className="jp-InsarAcquisitions-problem jp-mod-warn" role="status">
            {trans.__(
              'No burst touches this area between these days. Take a larger area, more days or another source.'
            )}
          </div>
        )}
      </div>
      {(['startDate', 'endDate'] as const).map(field => (
        <div key={field} className="jp-InsarAcquisitions-field">
          <label htmlFor={`${id}-${field}`}>
            {field === 'startDate' ? trans.__('From') : trans.__('To')}
          </label>
          <input
            {...control(field)}
            className="jp-mod-styled"
            type="date"
            value={fields[field]}
            onChange={event => set({ [field]: event.target.value })}
          />
          {problem(field)}
        </div>
      ))}
      <div className="jp-InsarAcquisitions-field">
        <label htmlFor={`${id}-polarization`}>{trans.__('Polarization')}</label>
        <HTMLSelect
          id={`${id}-polarization`}
          value={fields.polarization ?? ''}
          options={[
            { value: '', label: trans.__('VV or VH') },
            ...POLARIZATIONS.map(value => ({ value, label: value }))
          ]}
          onChange={event =>
            set({ polarization: (event.target.value || null) as Polarization | null })
          }
        />
      </div>
      <div
        className="jp-InsarAcquisitions-field jp-mod-sources"
        role="group"
        aria-labelledby={`${id}-sources-label`}
      >
        <span id={`${id}-sources-label`}>{trans.__('Search in')}</span>
        <span className="jp-InsarAcquisitions-checks">
          {BURST_SOURCES.map(source => (
            <label key={source}>
              <input
                type="checkbox"
                className="jp-mod-styled"
                checked={fields.sources.includes(source)}
                onChange={event =>
                  set({
                    sources: BURST_SOURCES.filter(name =>
                      name === source ? event.target.checked : fields.sources.includes(name)
                    )
                  })
                }
              />
              {sourceName(source, trans)}
            </label>
          ))}
        </span>
        {problem('sources')}
      </div>
      <button
        type="submit"
        className="jp-InsarAcquisitions-submit jp-Button jp-mod-styled jp-mod-reject"
      >
        {trans.__('Search')}
      </button>
    </form>
  );
}
