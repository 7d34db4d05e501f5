import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFile } from '../../node';
import { CoregisteredStacks } from '..';
import type { CoregisteredKey } from '..';

const KEY: CoregisteredKey = {
  burstId: 249435,
  subSwath: 'IW2',
  primaryDate: '2024-09-02',
  polarizations: ['VV', 'VH'],
  variant: ''
};

describe('coregistered acquisitions', () => {
  let folder: string;
  let stacks: CoregisteredStacks;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'insar-coregistered-'));
    stacks = new CoregisteredStacks(join(folder, 'coregistered'), { createFile });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const make = (text: string, inputs: string) =>
    stacks.make(KEY, '2024-08-09', inputs, file => file.write(0, new TextEncoder().encode(text)));

  it('are found again when they were made from the same', async () => {
    const made = await make('first', 'a');
    expect(readFileSync(made.path, 'utf8')).toBe('first');
    expect(await stacks.find(KEY, '2024-08-09', 'a')).toEqual(made);
    expect(await stacks.find(KEY, '2024-08-09', 'b')).toBeNull();
    expect(await stacks.find(KEY, '2024-08-21', 'a')).toBeNull();
    expect(await stacks.find({ ...KEY, variant: 'flat' }, '2024-08-09', 'a')).toBeNull();
    expect(await stacks.find({ ...KEY, polarizations: ['VV'] }, '2024-08-09', 'a')).toBeNull();
    await make('second', 'b');
    expect(readFileSync(made.path, 'utf8')).toBe('second');
    expect(await stacks.find(KEY, '2024-08-09', 'a')).toBeNull();
  });

  it('leave nothing when they fail, and keep what was there', async () => {
    const { path } = await make('first', 'a');
    const failing = stacks.make(KEY, '2024-08-09', 'b', async file => {
      await file.write(0, new Uint8Array(10));
      throw new Error('cancelled');
    });
    await expect(failing).rejects.toThrow('cancelled');
    expect(readdirSync(join(path, '..')).sort()).toEqual([
      'openEO_2024-08-09Z.inputs',
      'openEO_2024-08-09Z.tif'
    ]);
    expect(await stacks.find(KEY, '2024-08-09', 'a')).not.toBeNull();
  });
});
