import type { CubeMetadata, DataCube, Json } from '../../engine';
import type { RadarOrigin } from '../../workflow';

/** What a cube carries along of the radar data behind its cells. */
export interface CubeOrigin extends RadarOrigin {
  /** Days behind the cells of each label of time, where these were put together from others. */
  readonly daysByLabel?: Readonly<Record<string, readonly string[]>>;
  /** Lines and samples of the stack that one cell of a multilooked radar grid stands for. */
  readonly cell?: { readonly lines: number; readonly samples: number };
}

/** Member of a cube's metadata that holds its origin. */
const MEMBER = 'radar';

export function originOf({ metadata }: Pick<DataCube, 'metadata'>): CubeOrigin {
  return (metadata?.[MEMBER] ?? {}) as CubeOrigin;
}

/** Metadata with parts of the origin replaced; a part that is undefined is forgotten. */
export function withOrigin(
  cube: Pick<DataCube, 'metadata'>,
  change: Partial<CubeOrigin>
): CubeMetadata {
  const others = Object.fromEntries(
    Object.entries(cube.metadata ?? {}).filter(([name]) => name !== MEMBER)
  );
  const known = Object.entries({ ...originOf(cube), ...change }).filter(
    ([, value]) => value !== undefined
  );
  // The engine's metadata are JSON; an origin is, without what is undefined.
  return known.length === 0
    ? others
    : { ...others, [MEMBER]: Object.fromEntries(known) as unknown as Json };
}

/** The origin of a cube that is merged from two: what both say, or one alone knows. */
export function mergedOrigin(
  first: Pick<DataCube, 'metadata'>,
  second: Pick<DataCube, 'metadata'>
): Partial<CubeOrigin> {
  const [one, other] = [originOf(first), originOf(second)];
  const agreed = <K extends keyof CubeOrigin>(name: K): CubeOrigin[K] | undefined => {
    const isOther = JSON.stringify(one[name]) !== JSON.stringify(other[name]);
    const isBoth = one[name] !== undefined && other[name] !== undefined;
    return isBoth && isOther ? undefined : (one[name] ?? other[name]);
  };
  const days = [...new Set([...(one.days ?? []), ...(other.days ?? [])])];
  const isLabelled = one.daysByLabel !== undefined || other.daysByLabel !== undefined;
  return {
    burstId: agreed('burstId'),
    subSwath: agreed('subSwath'),
    window: agreed('window'),
    geolocation: agreed('geolocation'),
    cell: agreed('cell'),
    isBiasCorrected: agreed('isBiasCorrected'),
    days: days.length > 0 ? days : undefined,
    daysByLabel: isLabelled ? { ...one.daysByLabel, ...other.daysByLabel } : undefined
  };
}

/** The day of a label of time; null for what is no day. */
export function dayOfLabel(label: unknown): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(String(label))?.[0] ?? null;
}
