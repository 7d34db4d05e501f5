import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { POLARIZATIONS, PREPROCESSINGS, SUB_SWATHS } from '../../workflow';
import { BackendGroup } from './backend-group';
import type { IOtherBackends } from './backend-group';
import type { BackendState } from './backend-state';
import type { FormDraft } from './draft';
import { ChecksField, ChoiceField, CodeField, controlId, TextField } from './fields';
import { FormFooter } from './form-footer';
import { Group } from './group';
import { groundSize } from './ground-size';
import type { PanelModel, PanelSnapshot } from './model';
import { PairsFields } from './pairs-fields';

/** What the form shows and calls. */
export interface InsarFormProps {
  readonly model: PanelModel;
  /** State of the embedded back-end; null where it cannot be asked. */
  readonly backend: BackendState | null;
  /** Null where other back-ends cannot be asked. */
  readonly others: IOtherBackends | null;
  readonly trans: TranslationBundle;
  readonly onInsert: () => void;
  readonly onInsertAndRun: () => void;
  /** Opens the map, calendar and network to choose burst, dates and pairs with. */
  readonly onChooseBurst: () => void;
  /** Takes back the last writing of cells. */
  readonly onUndo: () => void;
  /** Goes back from chosen pairs to a fixed temporal baseline. */
  readonly onDropPairs: () => void;
}

/** Controls that have an undo of their own. */
const TEXT_CONTROLS = 'input:not([type="checkbox"]), textarea';

/** The form of the panel: everything from the back-end to the map grid, and the two buttons. */
export function InsarForm(props: InsarFormProps): React.JSX.Element {
  const { model, backend, trans, onInsert, onInsertAndRun, onChooseBurst, onUndo } = props;
  const snapshot = useSnapshot(model);
  const form = React.useRef<HTMLFormElement>(null);
  const { draft, problems } = snapshot;
  const set = (change: Partial<FormDraft>): void => model.update(change);
  const common = { problems, trans };

  React.useEffect(() => {
    const focus = (_: PanelModel, field: Parameters<typeof controlId>[0]): void => {
      const control = form.current?.querySelector<HTMLElement>(`#${controlId(field)}`);
      control?.focus();
      control?.scrollIntoView({ block: 'center' });
    };
    model.focusRequested.connect(focus);
    return () => {
      model.focusRequested.disconnect(focus);
    };
  }, [model]);

  return (
    <form
      ref={form}
      className="jp-Insar-form"
      aria-label={trans.__('InSAR coherence workflow')}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        onInsert();
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          onInsertAndRun();
        }
        const isTyping = event.target instanceof HTMLElement && event.target.matches(TEXT_CONTROLS);
        if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !isTyping) {
          event.preventDefault();
          onUndo();
        }
      }}
    >
      <div className="jp-Insar-fields">
        <BackendGroup {...common} draft={draft} backend={backend} others={props.others} set={set} />

        <Group name={trans.__('Burst and dates')}>
          <button
            type="button"
            className="jp-Button jp-mod-styled jp-mod-reject jp-Insar-choose"
            title={trans.__('Find bursts on a map, and choose dates and pairs')}
            onClick={onChooseBurst}
          >
            {trans.__('Choose on a map…')}
          </button>
          <TextField
            {...common}
            field="burstId"
            isNumber
            value={draft.burstId}
            onChange={burstId => set({ burstId })}
          />
          <ChoiceField
            {...common}
            field="subSwath"
            value={draft.subSwath}
            choices={SUB_SWATHS.map(value => ({ value, label: value }))}
            onChange={subSwath => set({ subSwath })}
          />
          <TextField
            {...common}
            field="startDate"
            type="date"
            value={draft.startDate}
            onChange={startDate => set({ startDate })}
          />
          <TextField
            {...common}
            field="endDate"
            type="date"
            value={draft.endDate}
            onChange={endDate => set({ endDate })}
          />
          <TextField
            {...common}
            field="primaryDate"
            type="date"
            value={draft.primaryDate}
            onChange={primaryDate => set({ primaryDate })}
          />
          <ChecksField
            {...common}
            field="polarizations"
            choices={POLARIZATIONS}
            value={draft.polarizations}
            onChange={polarizations => set({ polarizations })}
          />
          <ChoiceField
            {...common}
            field="preprocessing"
            isWide
            value={draft.preprocessing}
            choices={PREPROCESSINGS.map(value => ({ value, label: value }))}
            onChange={preprocessing => set({ preprocessing })}
          />
        </Group>

        <Group name={trans.__('Pairs')}>
          <PairsFields
            snapshot={snapshot}
            trans={trans}
            onChange={set}
            onChoose={onChooseBurst}
            onDrop={props.onDropPairs}
          />
        </Group>

        <Group name={trans.__('Coherence window')}>
          <TextField
            {...common}
            field="windowRangeSamples"
            label={trans.__('Range')}
            isNumber
            unit={trans.__('samples')}
            value={draft.windowRangeSamples}
            onChange={windowRangeSamples => set({ windowRangeSamples })}
          />
          <TextField
            {...common}
            field="windowAzimuthLines"
            label={trans.__('Azimuth')}
            isNumber
            unit={trans.__('lines')}
            value={draft.windowAzimuthLines}
            onChange={windowAzimuthLines => set({ windowAzimuthLines })}
          />
          {windowHint(snapshot, trans)}
        </Group>

        <Group name={trans.__('Output')}>
          <TextField
            {...common}
            field="epsg"
            label={trans.__('EPSG code')}
            isNumber
            placeholder={trans.__('automatic: UTM')}
            value={draft.epsg}
            onChange={epsg => set({ epsg })}
          />
          <TextField
            {...common}
            field="resolution"
            isNumber
            unit={snapshot.draft.epsg.trim() === '4326' ? '°' : 'm'}
            value={draft.resolution}
            onChange={resolution => set({ resolution })}
          />
          <TextField
            {...common}
            field="jobTitle"
            isWide
            value={draft.jobTitle}
            onChange={jobTitle => set({ jobTitle })}
          />
          <CodeField
            {...common}
            field="jobOptions"
            isWide
            label={trans.__('Job options (JSON)')}
            placeholder={trans.__('none')}
            value={draft.jobOptions}
            onChange={jobOptions => set({ jobOptions })}
          />
        </Group>
      </div>
      <FormFooter snapshot={snapshot} trans={trans} onInsertAndRun={onInsertAndRun} />
    </form>
  );
}

function useSnapshot(model: PanelModel): PanelSnapshot {
  const subscribe = React.useCallback(
    (onChange: () => void) => {
      const slot = (): void => onChange();
      model.changed.connect(slot);
      return () => {
        model.changed.disconnect(slot);
      };
    },
    [model]
  );
  return React.useSyncExternalStore(subscribe, () => model.snapshot);
}

function windowHint({ parameters }: PanelSnapshot, trans: TranslationBundle): React.ReactNode {
  if (!parameters) {
    return null;
  }
  const { subSwath, windowRangeSamples, windowAzimuthLines } = parameters;
  const { rangeM, azimuthM } = groundSize(subSwath, windowRangeSamples, windowAzimuthLines);
  return (
    <div className="jp-Insar-hint">
      {trans.__('About %1 m × %2 m on level ground.', Math.round(rangeM), Math.round(azimuthM))}
    </div>
  );
}
