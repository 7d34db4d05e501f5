import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearPartialScenes, StackArchive, StackGrounds } from '..';
import type { Stack, StackGround } from '..';
import { GROUND } from './support';

let folder: string;
let reads: string[];

async function stackOf(id: string, primary = 'x'): Promise<Stack> {
  await mkdir(join(folder, id), { recursive: true });
  const description = { burst_id: 1, sub_swath: 'IW1', relative_orbit: 1, polarizations: ['VV'] };
  const text = JSON.stringify({ ...description, master_date: '2023-03-19' });
  await writeFile(join(folder, id, 'stack.json'), text);
  await writeFile(join(folder, id, 'openEO_2023-03-07Z.tif'), 'y');
  await writeFile(join(folder, id, 'openEO_2023-03-19Z.tif'), primary);
  return new StackArchive(folder).get(id);
}

/** Grounds that count how often they are read. */
function counted(ground: StackGround | Error = GROUND): StackGrounds {
  return new StackGrounds(folder, async ({ id }) => {
    reads.push(id);
    await new Promise(resolve => setTimeout(resolve, 10));
    if (ground instanceof Error) {
      throw ground;
    }
    return ground;
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insar-stacks-'));
  reads = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('where stacks lie', () => {
  it('is read once, however many ask, and again only when the primary is another file', async () => {
    const stack = await stackOf('a');
    const grounds = counted();
    const all = await Promise.all([grounds.of(stack), grounds.of(stack), grounds.of(stack)]);
    all.forEach(ground => expect(ground).toMatchObject(GROUND));
    expect(await grounds.of(stack)).toMatchObject(GROUND);
    expect(reads).toEqual(['a']);
    await stackOf('a', 'longer');
    await grounds.of(stack);
    expect(reads).toEqual(['a', 'a']);
  });

  it('is known to the next process, of every stack', async () => {
    const stacks = [await stackOf('a'), await stackOf('b')];
    const grounds = counted();
    await Promise.all(stacks.map(stack => grounds.of(stack)));
    const next = counted(new Error('not again'));
    for (const stack of stacks) {
      expect(await next.of(stack)).toMatchObject(GROUND);
    }
    expect(reads.sort()).toEqual(['a', 'b']);
    expect((await readdir(folder)).sort()).toEqual(['.grounds.json', 'a', 'b']);
    expect((await new StackArchive(folder).list()).problems).toEqual([]);
  });

  it('is read again when what was kept is spoiled, and tried again when it failed', async () => {
    const stack = await stackOf('a');
    await writeFile(join(folder, '.grounds.json'), '{"half');
    await expect(counted(new Error('no pixel')).of(stack)).rejects.toThrow('no pixel');
    expect(await counted().of(stack)).toMatchObject(GROUND);
    expect(reads).toEqual(['a', 'a']);
    expect(JSON.parse(await readFile(join(folder, '.grounds.json'), 'utf8'))).not.toEqual({});
  });
});

describe('a scene whose making was interrupted', () => {
  it('is removed, and nothing else', async () => {
    await stackOf('a');
    await mkdir(join(folder, '.sample-scene-x1'));
    await writeFile(join(folder, '.sample-scene-x1', 'openEO_2024-08-09Z.tif'), 'half');
    await clearPartialScenes(folder);
    expect(await readdir(folder)).toEqual(['a']);
    await clearPartialScenes(join(folder, 'none'));
  });
});
