import type { RampId } from '../view/ramps';
import type { IStretch } from '../view/stretch';
import { DocumentWrong } from './errors';
import type { IFrame, ILayerSpec, IMapSpec, IMaskSpec, IShapeSpec } from './spec';
import { EMPTY_MAP, FORMAT, VERSION } from './spec';

const RAMPS: readonly string[] = [
  'coherence',
  'grey',
  'heat',
  'cycle',
  'diverging',
  'relief'
] satisfies RampId[];

/**
 * Reads the document of a map.
 *
 * @throws DocumentWrong with the field that is wrong
 */
export function readMap(text: string, file: string): IMapSpec {
  if (text.trim() === '') {
    return EMPTY_MAP;
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new DocumentWrong(file, 'it is not JSON', { cause });
  }
  const check = new Checker(file);
  const map = check.object(data, 'the document');
  if (map.format !== FORMAT) {
    throw new DocumentWrong(file, `"format" is not "${FORMAT}"`);
  }
  if (map.version !== VERSION) {
    throw new DocumentWrong(
      file,
      `it has version ${String(map.version)}, and this map reads version ${VERSION}`
    );
  }
  const layers = check
    .list(map.layers, 'layers')
    .map((layer, index) => readLayer(check, layer, `layers[${index}]`));
  const ids = layers.map(layer => layer.id);
  if (new Set(ids).size < ids.length) {
    throw new DocumentWrong(file, 'two layers have the same "id"');
  }
  const points = check
    .list(map.points ?? [], 'points')
    .map((point, index) => check.pair(point, `points[${index}]`));
  return {
    layers,
    points,
    view: check.optional(map.view, 'view', check.view),
    shape: check.optional(map.shape, 'shape', check.shape),
    footprints: check.list(map.footprints ?? [], 'footprints').map((footprint, index) => {
      const { label, ring } = check.object(footprint, `footprints[${index}]`);
      return {
        label: check.text(label, `footprints[${index}].label`),
        ring: check.places(ring, `footprints[${index}].ring`, 3)
      };
    })
  };
}

function readLayer(check: Checker, value: unknown, at: string): ILayerSpec {
  const layer = check.object(value, at);
  const frames = check.list(layer.frames, `${at}.frames`).map((frame, index): IFrame => {
    const where = `${at}.frames[${index}]`;
    const data = check.object(frame, where);
    const source = check.object(data.source, `${where}.source`);
    return {
      source:
        'path' in source
          ? { path: check.text(source.path, `${where}.source.path`) }
          : { result: check.address(source.result, `${where}.source.result`) },
      file: check.text(data.file, `${where}.file`),
      firstDate: check.optional(data.firstDate, `${where}.firstDate`, check.date),
      secondDate: check.optional(data.secondDate, `${where}.secondDate`, check.date)
    };
  });
  if (frames.length === 0) {
    throw new DocumentWrong(check.file, `${at}.frames is empty`);
  }
  const ramp = check.optional(layer.ramp, `${at}.ramp`, check.text);
  if (ramp !== null && !RAMPS.includes(ramp)) {
    throw new DocumentWrong(check.file, `${at}.ramp is none of ${RAMPS.join(', ')}`);
  }
  return {
    id: check.text(layer.id, `${at}.id`),
    name: check.text(layer.name, `${at}.name`),
    frames,
    frame: Math.min(
      frames.length - 1,
      Math.max(0, Math.floor(check.number(layer.frame ?? 0, `${at}.frame`)))
    ),
    band: check.optional(layer.band, `${at}.band`, check.text),
    isVisible: layer.isVisible !== false,
    opacity: Math.min(1, Math.max(0, check.number(layer.opacity ?? 1, `${at}.opacity`))),
    ramp: ramp as RampId | null,
    stretch: check.optional(layer.stretch, `${at}.stretch`, check.stretch),
    mask: check.optional(layer.mask, `${at}.mask`, check.mask),
    reference: check.optional(layer.reference, `${at}.reference`, check.pair),
    isUnreferenced: layer.isUnreferenced === true,
    lines: layer.lines === true
  };
}

/** Takes values of a document, or says which field is wrong. */
class Checker {
  constructor(readonly file: string) {}

  readonly object = (value: unknown, at: string): Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : this._fail(at, 'an object');

  readonly list = (value: unknown, at: string): unknown[] =>
    Array.isArray(value) ? value : this._fail(at, 'a list');

  readonly text = (value: unknown, at: string): string =>
    typeof value === 'string' && value ? value : this._fail(at, 'a text');

  readonly number = (value: unknown, at: string): number =>
    typeof value === 'number' && Number.isFinite(value) ? value : this._fail(at, 'a number');

  readonly date = (value: unknown, at: string): string =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? value
      : this._fail(at, 'a date as 2024-08-09');

  readonly pair = (value: unknown, at: string): readonly [number, number] => {
    const [x, y] = this.list(value, at);
    return [this.number(x, `${at}[0]`), this.number(y, `${at}[1]`)];
  };

  readonly places = (
    value: unknown,
    at: string,
    least: number
  ): readonly (readonly [number, number])[] => {
    const places = this.list(value, at).map((place, index) => this.pair(place, `${at}[${index}]`));
    return places.length >= least ? places : this._fail(at, `${least} places or more`);
  };

  readonly shape = (value: unknown, at: string): IShapeSpec => {
    const { kind, places } = this.object(value, at);
    return kind === 'area' || kind === 'line'
      ? { kind, places: this.places(places, `${at}.places`, 2) }
      : this._fail(`${at}.kind`, '"area" or "line"');
  };

  readonly view = (value: unknown, at: string): NonNullable<IMapSpec['view']> => {
    const { center, isLonLat, resolution } = this.object(value, at);
    return {
      center: this.pair(center, `${at}.center`),
      isLonLat: isLonLat === true,
      resolution: this.number(resolution, `${at}.resolution`)
    };
  };

  readonly stretch = (value: unknown, at: string): IStretch => {
    const { low, high } = this.object(value, at);
    const stretch = { low: this.number(low, `${at}.low`), high: this.number(high, `${at}.high`) };
    return stretch.low < stretch.high ? stretch : this._fail(at, 'a range with low below high');
  };

  readonly mask = (value: unknown, at: string): IMaskSpec => {
    const { layer, atLeast } = this.object(value, at);
    return {
      layer: this.text(layer, `${at}.layer`),
      atLeast: this.number(atLeast, `${at}.atLeast`)
    };
  };

  /** An address below the server's own: a document must not send the browser elsewhere. */
  readonly address = (value: unknown, at: string): string =>
    typeof value === 'string' && /^[^/:?#][^:?#]*$/.test(value) && !/(^|\/)\.\.(\/|$)/.test(value)
      ? value
      : this._fail(at, 'an address below that of the server');

  optional<T>(value: unknown, at: string, take: (value: unknown, at: string) => T): T | null {
    return value === null || value === undefined ? null : take(value, at);
  }

  private _fail(at: string, expected: string): never {
    throw new DocumentWrong(this.file, `"${at}" should be ${expected}`);
  }
}
