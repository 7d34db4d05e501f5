import type { IStateDB } from '@jupyterlab/statedb';
import { describe, expect, it } from 'vitest';

import { DEFAULT_PARAMETERS } from '../../../workflow';
import { PanelModel } from '../model';

/** A state database in memory. JSON goes through text, as it does on its way to the server. */
function memory(): IStateDB & { text: string } {
  const state = {
    text: '',
    fetch: async () => (state.text ? JSON.parse(state.text) : undefined),
    save: async (_: string, value: unknown) => {
      state.text = JSON.stringify(value);
    }
  };
  return state as unknown as IStateDB & { text: string };
}

describe('the model of the panel', () => {
  it('starts with the defaults, which can be used', () => {
    const { snapshot } = new PanelModel();
    expect(snapshot.parameters).toEqual(DEFAULT_PARAMETERS);
    expect(snapshot.problems.filter(problem => problem.severity === 'error')).toEqual([]);
    expect(snapshot.isEdited).toBe(false);
  });

  it('tells of a change at once', () => {
    const model = new PanelModel();
    const seen: string[] = [];
    model.changed.connect(sender => seen.push(sender.snapshot.draft.burstId));
    model.update({ burstId: '12' });
    expect(seen).toEqual(['12']);
  });

  it('has no parameters while a field is wrong, and names the field', () => {
    const model = new PanelModel();
    model.update({ burstId: 'x', endDate: '2024-08-01', jobOptions: '{' });
    expect(model.snapshot.parameters).toBeNull();
    const fields = model.snapshot.problems.map(problem => problem.field);
    expect(fields).toContain('burstId');
    expect(fields).toContain('endDate');
    const asked: string[] = [];
    model.focusRequested.connect((_, field) => asked.push(field));
    model.focusFirstProblem();
    expect(asked).toEqual(['burstId']);
  });

  it('says one thing about job options that cannot be read', () => {
    const model = new PanelModel();
    model.update({ jobOptions: '{' });
    expect(model.snapshot.problems.filter(p => p.field === 'jobOptions')).toHaveLength(1);
  });

  it('lets the title follow the burst until someone writes it', () => {
    const model = new PanelModel();
    model.update({ burstId: '65551', subSwath: 'IW3' });
    expect(model.snapshot.draft.jobTitle).toBe('InSAR coherence 65551 IW3');
    model.update({ jobTitle: 'Amsterdam' });
    model.update({ burstId: '1' });
    expect(model.snapshot.draft.jobTitle).toBe('Amsterdam');
  });

  it('comes back after a reload as it was, wrong fields included', async () => {
    const state = memory();
    const before = new PanelModel({ state });
    before.update({ burstId: '12x', jobOptions: '{"a": 1}', polarizations: [], pairs: [] });
    const after = new PanelModel({ state });
    await after.restore();
    expect(after.snapshot).toEqual(before.snapshot);
  });

  it('does not put what was stored over what was typed meanwhile', async () => {
    const state = memory();
    new PanelModel({ state }).update({ burstId: '12' });
    const after = new PanelModel({ state: { ...state, save: async () => undefined } as IStateDB });
    const restored = after.restore();
    after.update({ burstId: '34' });
    await restored;
    expect(after.snapshot.draft.burstId).toBe('34');
  });

  it('works where the state cannot be kept', async () => {
    const fails = async (): Promise<never> => {
      throw new Error('no disk');
    };
    const model = new PanelModel({ state: { fetch: fails, save: fails } as unknown as IStateDB });
    await model.restore();
    model.update({ burstId: '12' });
    expect(model.snapshot.parameters?.burstId).toBe(12);
  });

  it('can bring back what was filled over', () => {
    const model = new PanelModel();
    model.update({ burstId: '12' });
    const { draft } = model.snapshot;
    model.fill({ ...DEFAULT_PARAMETERS, burstId: 34 });
    expect(model.snapshot).toMatchObject({ isEdited: false, parameters: { burstId: 34 } });
    model.putBack(draft, true);
    expect(model.snapshot).toMatchObject({ isEdited: true, parameters: { burstId: 12 } });
  });

  it('is silent once disposed', async () => {
    const state = memory();
    state.text = '{"draft": {"burstId": "12"}}';
    const model = new PanelModel({ state });
    const restored = model.restore();
    model.dispose();
    await restored;
    expect(model.snapshot.draft.burstId).toBe(String(DEFAULT_PARAMETERS.burstId));
  });
});
