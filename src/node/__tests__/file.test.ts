import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFile, fileSource, nodeCodecs, scratchFile } from '..';

const folder = mkdtempSync(join(tmpdir(), 'node-room-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('fileSource', () => {
  const path = join(folder, 'some.bin');
  writeFileSync(
    path,
    Uint8Array.from({ length: 1000 }, (_, i) => i % 251)
  );

  it('reads any part, and knows the size', async () => {
    const source = await fileSource(path);
    expect(source.size).toBe(1000);
    expect([...(await source.read(250, 3))]).toEqual([250, 0, 1]);
    expect(await source.read(1000, 0)).toHaveLength(0);
    const memory = new Uint8Array(5);
    const given = await source.read(250, 3, memory);
    expect([given.buffer === memory.buffer, ...given]).toEqual([true, 250, 0, 1]);
    expect(await source.read(0, 6, memory)).toHaveLength(6);
    await source.close();
  });

  it('names the file and where it ends when more is asked for', async () => {
    const source = await fileSource(path);
    await expect(source.read(990, 20)).rejects.toMatchObject({
      _tag: 'FileAccessError',
      path,
      message: expect.stringMatching(/some\.bin: it ends at byte 1000, 10 bytes before/)
    });
    await source.close();
  });

  it('names the file that is not there, and the folder that is no file', async () => {
    await expect(fileSource(join(folder, 'none.tif'))).rejects.toMatchObject({
      _tag: 'FileAccessError',
      message: expect.stringMatching(/none\.tif: there is no such file/),
      cause: expect.objectContaining({ code: 'ENOENT' })
    });
    await expect(fileSource(folder)).rejects.toThrow(/it is a folder/);
  });
});

describe('createFile', () => {
  it('writes at any place, reads back, and cuts', async () => {
    const path = join(folder, 'new.bin');
    writeFileSync(path, 'what was there before');
    const file = await createFile(path);
    expect(file.size).toBe(0);
    await file.write(4, Uint8Array.of(5, 6));
    await file.write(0, Uint8Array.of(1));
    expect(file.size).toBe(6);
    expect([...(await file.read(0, 6))]).toEqual([1, 0, 0, 0, 5, 6]);
    await file.truncate(5);
    expect(file.size).toBe(5);
    await file.close();
    expect([...readFileSync(path)]).toEqual([1, 0, 0, 0, 5]);
  });

  it('names the file in a folder that is not there', async () => {
    await expect(createFile(join(folder, 'none', 'new.tif'))).rejects.toThrow(
      /none.new\.tif: there is no such file or folder/
    );
  });
});

describe('nodeCodecs', () => {
  it('packs and unpacks', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 256);
    const packed = nodeCodecs.deflate(bytes, 6);
    expect(packed.length).toBeLessThan(bytes.length / 2);
    for (const most of [undefined, bytes.length, bytes.length + 1]) {
      expect(Buffer.compare(nodeCodecs.inflate(packed, most), bytes)).toBe(0);
    }
  });

  it('stops at the length it was given', () => {
    const packed = nodeCodecs.deflate(new Uint8Array(1_000_000), 9);
    expect(() => nodeCodecs.inflate(packed, 1000)).toThrow();
  });

  it('gives bytes that every typed array can lie over', () => {
    const packed = nodeCodecs.deflate(new Uint8Array(16), 1);
    expect(nodeCodecs.inflate(packed, 16).byteOffset % 8).toBe(0);
  });
});

describe('scratchFile', () => {
  it('is written and read back, and never has a name', async () => {
    const own = join(folder, 'scratch');
    mkdirSync(own);
    const [first, second] = [await scratchFile(own), await scratchFile(own)];
    expect(readdirSync(own)).toEqual([]);
    first.write(5, Uint8Array.of(1, 2, 3));
    second.write(0, Uint8Array.of(9));
    const [four, one] = [new Uint8Array(4), new Uint8Array(1)];
    first.read(4, four);
    second.read(0, one);
    expect([[...four], [...one]]).toEqual([[0, 1, 2, 3], [9]]);
    expect(() => first.read(6, four)).toThrow(/it ends at byte 8, 2 bytes before/);
    await Promise.all([first.close(), second.close()]);
  });

  it('names the folder when that is not there', async () => {
    await expect(scratchFile(join(folder, 'nowhere'))).rejects.toMatchObject({
      _tag: 'FileAccessError',
      message: expect.stringContaining('there is no such file or folder')
    });
  });
});
