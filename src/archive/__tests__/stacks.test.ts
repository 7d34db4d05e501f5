import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StackArchive, stackBands } from '..';
import type { StackRequest } from '..';

const DESCRIPTION = {
  burst_id: 65551,
  sub_swath: 'IW3',
  relative_orbit: 37,
  polarizations: ['VV'],
  master_date: '2023-03-19',
  simulated: false
};

const REQUEST: StackRequest = {
  burstId: 65551,
  subSwath: 'IW3',
  primaryDate: '2023-03-19',
  startDate: '2023-03-19',
  endDate: '2023-03-31',
  polarizations: ['VV']
};

let folder: string;
let archive: StackArchive;

async function addStack(
  id: string,
  fields: Record<string, unknown> = {},
  dates = ['2023-03-19', '2023-03-31', '2023-04-12']
): Promise<void> {
  await mkdir(join(folder, id), { recursive: true });
  await writeFile(join(folder, id, 'stack.json'), JSON.stringify({ ...DESCRIPTION, ...fields }));
  for (const date of dates) {
    await writeFile(join(folder, id, `openEO_${date}Z.tif`), '');
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insar-stacks-'));
  archive = new StackArchive(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a stack request', () => {
  it('is answered with the acquisitions of its days, the last one included', async () => {
    await addStack('amsterdam');
    const { stack, acquisitions } = await archive.find(REQUEST);
    expect(stack).toMatchObject({ id: 'amsterdam', primaryDate: '2023-03-19', relativeOrbit: 37 });
    expect(acquisitions.map(({ date }) => date)).toEqual(['2023-03-19', '2023-03-31']);
  });

  it('chooses among stacks of one burst by the primary date', async () => {
    await addStack('a');
    await addStack('b', { master_date: '2023-03-31' });
    const { stack } = await archive.find({ ...REQUEST, primaryDate: '2023-03-31' });
    expect(stack.id).toBe('b');
  });

  it.each([
    [{ burstId: 1 }, 'burst', /No stack of burst 1\..*65551 \(IW3\)/],
    [{ subSwath: 'IW1' }, 'sub-swath', /IW3, not IW1/],
    [{ polarizations: ['VV', 'VH'] }, 'polarization', /VV, not VV and VH/],
    [
      { primaryDate: '2023-03-31' },
      'primary date',
      /coregistered to 2023-03-19, not to 2023-03-31/
    ],
    [{ startDate: '2024-01-01', endDate: '2024-02-01' }, 'dates', /There are: 2023-03-19, /]
  ])('that nothing answers says what is there: %j', async (change, missing, message) => {
    await addStack('amsterdam');
    const answer = archive.find({ ...REQUEST, ...change });
    await expect(answer).rejects.toMatchObject({ _tag: 'StackNotFoundError', missing });
    await expect(answer).rejects.toThrow(message);
  });

  it('to an empty archive says where a stack belongs', async () => {
    const absent = new StackArchive(join(folder, 'absent'));
    await expect(absent.find(REQUEST)).rejects.toThrow(
      /no coregistered stack yet.*absent.*stack\.json/
    );
  });
});

describe('the list of stacks', () => {
  it('is in order and says why a folder is none', async () => {
    await addStack('b', { simulated: true, title: 'A chart' });
    await addStack('a', { polarizations: ['vv', 'vh'] });
    await addStack('no-files', {}, []);
    await addStack('no-primary', {}, ['2023-03-31']);
    await addStack('no-burst', { burst_id: '65551' });
    await mkdir(join(folder, 'empty'));
    const { stacks, problems } = await archive.list();
    expect(stacks.map(({ id, simulated, title }) => [id, simulated, title])).toEqual([
      ['a', false, null],
      ['b', true, 'A chart']
    ]);
    expect(stacks[0].polarizations).toEqual(['VV', 'VH']);
    expect(problems.map(({ message }) => message)).toEqual([
      'Stack "empty": stack.json cannot be read',
      'Stack "no-burst": "burst_id" in stack.json must be a whole number',
      'Stack "no-files": there is no openEO_<YYYY-MM-DD>Z.tif beside stack.json',
      'Stack "no-primary": "master_date" is 2023-03-19, but there is no openEO_2023-03-19Z.tif'
    ]);
  });

  it('finds one by id, and names the others where it cannot', async () => {
    await addStack('amsterdam');
    expect((await archive.get('amsterdam')).burstId).toBe(65551);
    await expect(archive.get('../amsterdam')).rejects.toThrow(/There are: amsterdam/);
  });
});

it('names the bands of a stack file in file order', () => {
  expect(stackBands(['VV', 'VH'])).toEqual([
    'i_VV',
    'q_VV',
    'i_VH',
    'q_VH',
    'grid_lat',
    'grid_lon'
  ]);
});
