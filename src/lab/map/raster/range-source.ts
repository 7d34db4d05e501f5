import type { GeoTIFF } from 'geotiff';

import { FileChanged, FileEmpty, FileUnreachable, FileWithoutRanges } from './errors';

/** Fetches a URL of the Jupyter server, with its authentication. */
export type RangeFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What geotiff.js reads from. */
type ISource = Parameters<typeof GeoTIFF.fromSource>[0];

interface ISlice {
  readonly offset: number;
  readonly length: number;
}

interface IWaiting extends ISlice {
  readonly resolve: (data: ArrayBuffer) => void;
  readonly reject: (error: unknown) => void;
}

/** A whole file is taken where the server knows no ranges, up to this size. */
const MOST_WHOLE_B = 256 * 2 ** 20;

/** The head of a file holds most of its directory; it is read at once and kept. */
const HEAD_B = 2 ** 15;

/** Slices that lie this near each other are asked for together, up to a most. */
const NEAR_B = 2 ** 13;
const MOST_TOGETHER_B = 2 ** 22;

/**
 * Bytes of a file by HTTP ranges. Slices that are wanted in the same turn of the event loop and lie
 * near each other share a request. A server that ignores ranges is asked once: the whole file is
 * kept and slices are cut from it.
 */
export class RangeSource implements Pick<ISource, 'fetch' | 'fetchSlice' | 'fileSize' | 'close'> {
  constructor(
    private readonly _url: string,
    /** Name of the file, for errors. */
    private readonly _file: string,
    private readonly _fetch: RangeFetch
  ) {}

  /** Size of the file in bytes; null before the first answer. */
  get fileSize(): number | null {
    return this._sizeB;
  }

  async close(): Promise<void> {
    this._head = null;
    this._whole = null;
  }

  /**
   * Bytes of each slice. What lies past the end of the file is zero: geotiff.js asks for more than
   * it needs when it reads directories.
   *
   * @throws FileChanged, FileEmpty, FileUnreachable, FileWithoutRanges
   */
  async fetch(slices: ISlice[]): Promise<ArrayBuffer[]> {
    this._head ??= this._range(0, HEAD_B);
    const head = await this._head;
    return Promise.all(
      slices.map(slice =>
        slice.offset + slice.length <= head.byteLength
          ? head.slice(slice.offset, slice.offset + slice.length)
          : this._later(slice)
      )
    );
  }

  async fetchSlice(slice: ISlice): Promise<ISlice & { data: ArrayBuffer }> {
    const [data] = await this.fetch([slice]);
    return { ...slice, data };
  }

  private _later(slice: ISlice): Promise<ArrayBuffer> {
    return new Promise((resolve, reject) => {
      if (this._waiting.length === 0) {
        setTimeout(() => this._flush(), 0);
      }
      this._waiting.push({ ...slice, resolve, reject });
    });
  }

  private _flush(): void {
    const waiting = this._waiting.sort((one, other) => one.offset - other.offset);
    this._waiting = [];
    let group: IWaiting[] = [];
    let endB = 0;
    for (const slice of waiting) {
      const first = group[0];
      const isNear = slice.offset <= endB + NEAR_B;
      const nextEndB = Math.max(endB, slice.offset + slice.length);
      if (first && !(isNear && nextEndB - first.offset <= MOST_TOGETHER_B)) {
        void this._answer(group, endB);
        group = [];
      }
      endB = group.length ? nextEndB : slice.offset + slice.length;
      group.push(slice);
    }
    if (group.length) {
      void this._answer(group, endB);
    }
  }

  private async _answer(group: readonly IWaiting[], endB: number): Promise<void> {
    const startB = group[0].offset;
    try {
      const data = await this._range(startB, endB - startB);
      for (const { offset, length, resolve } of group) {
        const part = data.slice(offset - startB, offset - startB + length);
        if (part.byteLength === length) {
          resolve(part);
        } else {
          const padded = new Uint8Array(length);
          padded.set(new Uint8Array(part));
          resolve(padded.buffer);
        }
      }
    } catch (error) {
      group.forEach(({ reject }) => reject(error));
    }
  }

  private async _range(offset: number, length: number): Promise<ArrayBuffer> {
    if (this._whole) {
      return (await this._whole).slice(offset, offset + length);
    }
    const endB = Math.min(offset + length, this._sizeB ?? Infinity);
    if (offset >= endB) {
      return new ArrayBuffer(0);
    }
    const response = await this._request(`bytes=${offset}-${endB - 1}`);
    if (response.status === 206) {
      const total = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1]);
      this._check(total, response.headers.get('Last-Modified'));
      const data = await response.arrayBuffer();
      // A file may be cut between the answer's head and its body.
      if (Number.isFinite(total) && data.byteLength < Math.min(endB, total) - offset) {
        throw new FileChanged(this._file, total, offset + data.byteLength);
      }
      return data;
    }
    const size = Number(response.headers.get('Content-Length') ?? 0);
    if (size > MOST_WHOLE_B) {
      await response.body?.cancel();
      throw new FileWithoutRanges(this._file, size);
    }
    this._whole ??= response.arrayBuffer();
    const whole = await this._whole;
    this._sizeB = whole.byteLength;
    if (whole.byteLength === 0) {
      throw new FileEmpty(this._file);
    }
    return whole.slice(offset, offset + length);
  }

  /** Parts of two files must not be mixed. */
  private _check(totalB: number, modified: string | null): void {
    if (!Number.isFinite(totalB)) {
      return;
    }
    const isOther = this._modified !== null && modified !== null && this._modified !== modified;
    if (this._sizeB !== null && (this._sizeB !== totalB || isOther)) {
      throw new FileChanged(this._file, this._sizeB, totalB);
    }
    this._sizeB = totalB;
    this._modified ??= modified;
  }

  private async _request(range: string): Promise<Response> {
    let response: Response;
    try {
      response = await this._fetch(this._url, { headers: { Range: range } });
    } catch (cause) {
      throw new FileUnreachable(this._file, 0, { cause });
    }
    if (response.status === 416) {
      if (this._sizeB === null) {
        throw new FileEmpty(this._file);
      }
      const now = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1];
      throw new FileChanged(this._file, this._sizeB, Number(now ?? 0));
    }
    if (!response.ok) {
      throw new FileUnreachable(this._file, response.status, {}, await reasonOf(response));
    }
    return response;
  }

  private _sizeB: number | null = null;
  private _modified: string | null = null;
  private _head: Promise<ArrayBuffer> | null = null;
  private _whole: Promise<ArrayBuffer> | null = null;
  private _waiting: IWaiting[] = [];
}

/** What a back-end says of a failure, as openEO has it: `{code, message}`; otherwise empty. */
async function reasonOf(response: Response): Promise<string> {
  try {
    const { code, message } = (await response.json()) as { code?: unknown; message?: unknown };
    return typeof code === 'string' && typeof message === 'string' ? message : '';
  } catch {
    return '';
  }
}
