import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { ByteSource } from '../../raster';
import { InvalidProductError } from '../errors';
import type { ProductFiles } from './product-files';

const STORED = 0;
const DEFLATED = 8;
/** An annotation has 1 to 3 MB; a text beyond this is none. */
const MOST_TEXT_BYTES = 128 * 2 ** 20;

/**
 * The files of a product that lies in a zip. Stored files are read in place; a packed one is
 * unpacked once into `cacheFolder`, which belongs to this state of the zip.
 *
 * @throws InvalidProductError when it is no zip, or a cut one.
 */
export async function zipFiles(
  path: string,
  cacheFolder: string,
  openFile: (path: string) => Promise<ByteSource>
): Promise<ProductFiles> {
  const found = await withZip(path, async zip => entriesOf(zip, path));
  const root = rootOf(found.map(entry => entry.fileName));
  const own = found.filter(entry => entry.fileName.startsWith(root));
  const byName = new Map(own.map(entry => [entry.fileName.slice(root.length), entry]));
  const entryOf = (name: string): Entry => {
    const entry = byName.get(name);
    if (!entry) {
      throw new InvalidProductError(path, `it holds no ${name}`);
    }
    return entry;
  };
  return {
    path,
    name: basename(root === '' ? path.replace(/\.zip$/i, '') : root),
    entries: [...byName].map(([name, entry]) => ({
      name,
      sizeBytes: entry.uncompressedSize,
      modifiedMs: 0
    })),
    readText: name => textOf(path, entryOf(name)),
    async open(name) {
      const entry = entryOf(name);
      if (entry.compressionMethod === STORED && !entry.isEncrypted()) {
        const { fileDataStart } = await withZip(path, zip =>
          zip.readLocalFileHeaderPromise(entry, { minimal: true })
        );
        const source = await openFile(path);
        return within(source, `${path}/${name}`, fileDataStart, entry.uncompressedSize);
      }
      const unpacked = join(cacheFolder, basename(name));
      const there = await stat(unpacked).catch(() => null);
      if (there?.size !== entry.uncompressedSize) {
        await unpack(path, entry, unpacked);
      }
      return openFile(unpacked);
    }
  };
}

/**
 * Unpacks a whole zip below `folder`, each file checked against its checksum.
 *
 * @returns the folder in it that the product is in; empty when its files lie at the top.
 * @throws InvalidProductError naming the file that is damaged.
 */
export async function unpackZip(path: string, folder: string): Promise<string> {
  const entries = await withZip(path, async zip => entriesOf(zip, path));
  for (const entry of entries) {
    await unpack(path, entry, join(folder, entry.fileName));
  }
  return rootOf(entries.map(entry => entry.fileName)).slice(0, -1);
}

/** yauzl refuses names that leave the folder: absolute ones, and those with `..`. */
async function entriesOf(zip: ZipFile, path: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('/')) {
      entries.push(entry);
    }
  }
  if (entries.length === 0) {
    throw new InvalidProductError(path, 'the zip is empty');
  }
  return entries;
}

/** The folder that the product is in, with its slash; nothing when it lies at the top. */
function rootOf(names: readonly string[]): string {
  for (const name of names) {
    const root = /^(.*\/)?(?:manifest\.safe|annotation\/[^/]+\.xml)$/i.exec(name);
    if (root) {
      return root[1] ?? '';
    }
  }
  return '';
}

async function textOf(path: string, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > MOST_TEXT_BYTES) {
    throw new InvalidProductError(
      path,
      `${entry.fileName} would unpack to ${entry.uncompressedSize} bytes`
    );
  }
  return withZip(path, async zip => {
    const chunks: Buffer[] = [];
    for await (const chunk of await streamOf(zip, path, entry)) {
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString('utf8');
  });
}

async function streamOf(zip: ZipFile, path: string, entry: Entry): Promise<Readable> {
  if (![STORED, DEFLATED].includes(entry.compressionMethod) || entry.isEncrypted()) {
    throw new InvalidProductError(
      path,
      `${entry.fileName} is encrypted or packed by method ${entry.compressionMethod}; unpack the ` +
        'zip beside it'
    );
  }
  return zip.openReadStreamPromise(entry);
}

/** Under another name until it is whole and its checksum fits. */
async function unpack(path: string, entry: Entry, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.${process.pid}.part`;
  let sum = 0;
  const summed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = zlib.crc32(chunk, sum);
      done(null, chunk);
    }
  });
  try {
    await withZip(path, async zip =>
      pipeline(await streamOf(zip, path, entry), summed, createWriteStream(partial))
    );
    if (sum !== entry.crc32) {
      throw new InvalidProductError(
        path,
        `${entry.fileName} does not fit its checksum; fetch the zip again`
      );
    }
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}

async function withZip<T>(path: string, work: (zip: ZipFile) => Promise<T>): Promise<T> {
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true });
    return await work(zip);
  } catch (cause) {
    if (cause instanceof InvalidProductError) {
      throw cause;
    }
    const reason = (cause as Error).message.replace(/\.$/, '');
    throw new InvalidProductError(path, `the zip cannot be read (${reason}); fetch it again`, {
      cause
    });
  } finally {
    zip?.close();
  }
}

function within(source: ByteSource, name: string, start: number, size: number): ByteSource {
  return {
    name,
    size,
    read: (offset, length) => {
      if (offset + length > size) {
        throw new InvalidProductError(name, `it ends at byte ${size}`);
      }
      return source.read(start + offset, length);
    },
    close: () => source.close()
  };
}
