import { BaseClient, BaseResponse } from 'geotiff';

import { FileEmpty, FileUnreachable, FileWithoutRanges } from './errors';

/** Fetches a URL of the Jupyter server, with its authentication. */
export type RangeFetch = (url: string, init: RequestInit) => Promise<Response>;

/** A whole file is taken where the server knows no ranges, up to this size. */
const MOST_WHOLE_B = 256 * 2 ** 20;

class PartialAnswer extends BaseResponse {
  constructor(
    private readonly _data: ArrayBuffer,
    private readonly _headers: Record<string, string>
  ) {
    super();
  }

  override get ok(): boolean {
    return true;
  }

  override get status(): number {
    return 206;
  }

  override getHeader(name: string): string | undefined {
    return this._headers[name.toLowerCase()];
  }

  override async getData(): Promise<ArrayBuffer> {
    return this._data;
  }
}

/**
 * Reads a file by HTTP ranges. A server that ignores ranges is asked once: the whole file is kept
 * and later ranges are cut from it.
 */
export class RangeClient extends BaseClient {
  constructor(
    url: string,
    /** Name of the file, for errors. */
    private readonly _file: string,
    private readonly _fetch: RangeFetch
  ) {
    super(url);
  }

  /** Size of the file in bytes, once an answer told it. */
  get sizeB(): number | null {
    return this._sizeB;
  }

  override async request(init: RequestInit = {}): Promise<BaseResponse> {
    const range = new Headers(init.headers).get('Range') ?? '';
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? ['', '0', '0'];
    if (this._whole) {
      return this._cut(await this._whole, Number(first), Number(last));
    }
    let response: Response;
    try {
      response = await this._fetch(this.url, init);
    } catch (cause) {
      throw new FileUnreachable(this._file, 0, { cause });
    }
    if (response.status === 416) {
      throw new FileEmpty(this._file);
    }
    if (!response.ok) {
      throw new FileUnreachable(this._file, response.status);
    }
    if (response.status !== 206) {
      const length = Number(response.headers.get('Content-Length') ?? 0);
      if (length > MOST_WHOLE_B) {
        await response.body?.cancel();
        throw new FileWithoutRanges(this._file, length);
      }
      this._whole ??= response.arrayBuffer();
      return this._cut(await this._whole, Number(first), Number(last));
    }
    const contentRange = response.headers.get('Content-Range') ?? '';
    const total = Number(/\/(\d+)$/.exec(contentRange)?.[1]);
    if (Number.isFinite(total)) {
      this._sizeB = total;
    }
    return new PartialAnswer(await response.arrayBuffer(), {
      'content-range': contentRange,
      'content-type': response.headers.get('Content-Type') ?? ''
    });
  }

  private _cut(whole: ArrayBuffer, first: number, last: number): PartialAnswer {
    this._sizeB = whole.byteLength;
    if (whole.byteLength === 0) {
      throw new FileEmpty(this._file);
    }
    const end = Math.min(last + 1, whole.byteLength);
    return new PartialAnswer(whole.slice(first, end), {
      'content-range': `bytes ${first}-${end - 1}/${whole.byteLength}`,
      'content-type': 'image/tiff'
    });
  }

  private _sizeB: number | null = null;
  private _whole: Promise<ArrayBuffer> | null = null;
}
