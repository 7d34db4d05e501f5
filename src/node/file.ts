import { randomUUID } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteFile, ByteSource, ScratchFile } from '../raster';
import { FileAccessError } from './errors';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is denied',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open'
};

/**
 * Opens a file for reading.
 *
 * @throws FileAccessError
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const handle = await atFile(path, () => open(path, 'r'));
  const stat = await atFile(path, () => handle.stat());
  if (!stat.isFile()) {
    await handle.close();
    throw new FileAccessError(path, stat.isDirectory() ? REASONS.EISDIR : 'it is no plain file');
  }
  const { size } = stat;
  return {
    name: path,
    size,
    read: (offset, length, into) => readExactly(handle, path, offset, length, into),
    close: () => atFile(path, () => handle.close())
  };
}

/**
 * Creates a file, or empties the one that is there, for writing and reading back.
 *
 * @throws FileAccessError
 */
export async function createFile(path: string): Promise<ByteFile> {
  return writable(await atFile(path, () => open(path, 'w+')), path);
}

/**
 * Creates a file for temporary use in a folder. It has no name from the start, so that it is gone
 * when it is closed or the process ends, however it ends.
 *
 * @throws FileAccessError
 */
export async function scratchFile(folder: string): Promise<ScratchFile> {
  const path = join(folder, `.scratch-${randomUUID()}`);
  const handle = await atFile(path, () => open(path, 'wx+'));
  await atFile(path, () => unlink(path));
  return {
    write: (offset, bytes) =>
      atOnce(path, () => {
        for (let done = 0; done < bytes.length;) {
          done += writeSync(handle.fd, bytes, done, bytes.length - done, offset + done);
        }
      }),
    read: (offset, into) =>
      atOnce(path, () => {
        for (let done = 0; done < into.length;) {
          const count = readSync(handle.fd, into, done, into.length - done, offset + done);
          if (count === 0) {
            throw endsBefore(path, offset + done, into.length - done);
          }
          done += count;
        }
      }),
    close: () => atFile(path, () => handle.close())
  };
}

function writable(handle: FileHandle, path: string): ByteFile {
  let size = 0;
  return {
    name: path,
    get size() {
      return size;
    },
    read: (offset, length) => readExactly(handle, path, offset, length),
    write: (offset, bytes) =>
      atFile(path, async () => {
        let done = 0;
        while (done < bytes.length) {
          const rest = bytes.length - done;
          done += (await handle.write(bytes, done, rest, offset + done)).bytesWritten;
        }
        size = Math.max(size, offset + bytes.length);
      }),
    truncate: length =>
      atFile(path, async () => {
        await handle.truncate(length);
        size = length;
      }),
    close: () => atFile(path, () => handle.close())
  };
}

async function readExactly(
  handle: FileHandle,
  path: string,
  offset: number,
  length: number,
  into?: Uint8Array
): Promise<Uint8Array> {
  return atFile(path, async () => {
    const bytes = into && into.length >= length ? into.subarray(0, length) : new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) {
        throw endsBefore(path, offset + done, length - done);
      }
      done += bytesRead;
    }
    return bytes;
  });
}

function endsBefore(path: string, end: number, missing: number): FileAccessError {
  return new FileAccessError(
    path,
    `it ends at byte ${end}, ${missing} bytes before what was asked for`
  );
}

async function atFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw accessError(path, cause);
  }
}

function atOnce(path: string, work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw accessError(path, cause);
  }
}

function accessError(path: string, cause: unknown): FileAccessError {
  if (cause instanceof FileAccessError) {
    return cause;
  }
  const { code, message } = cause as NodeJS.ErrnoException;
  return new FileAccessError(path, REASONS[code ?? ''] ?? code ?? message, { cause });
}
