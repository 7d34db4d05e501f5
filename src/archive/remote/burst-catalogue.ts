import { boxOf, cornersOf, ringsTouch, type LonLat, type LonLatRing } from '../elevation/coverage';
import { FetchError } from '../errors';
import { request } from './request';

/** A burst as the catalogue of the Copernicus Data Space lists it. */
export interface CatalogueBurst {
  /** What the burst is fetched by. */
  readonly id: string;
  readonly name: string;
  /** ESA's relative burst id. */
  readonly burstId: number;
  readonly subSwath: string;
  readonly polarization: string;
  readonly relativeOrbit: number;
  readonly pass: 'ascending' | 'descending';
  /** `S1A`, `S1B`, `S1C`, `S1D`. */
  readonly mission: string;
  /** Start of sensing, UTC. */
  readonly sensingTime: string;
  /** Zero-Doppler time of the first line, UTC. */
  readonly azimuthTime: string;
  /** Day on which it was sensed, YYYY-MM-DD. */
  readonly date: string;
  /** Not closed. */
  readonly outline: LonLatRing;
  /** The product that it was cut from. */
  readonly product: string;
}

/** What is searched for; days are both included, and a part that is left out fits every burst. */
export interface BurstSearch {
  readonly startDate: string;
  readonly endDate: string;
  readonly burstId?: number;
  readonly subSwath?: string;
  readonly polarization?: string;
  /** Only bursts with ground within this outline. */
  readonly area?: LonLatRing;
}

/** What the catalogue gave. */
export interface FoundBursts {
  /** In order of time; each acquisition of a burst once in each polarisation. */
  readonly bursts: readonly CatalogueBurst[];
  /** Why records are missing, without a full stop; null when all that fit are there. */
  readonly cut: string | null;
}

export interface CatalogueOptions {
  /** Default: the catalogue of the Copernicus Data Space. */
  readonly catalogueUrl?: string;
  /** Replaces the global fetch, for tests. */
  readonly fetch?: typeof fetch;
}

export const CDSE_CATALOGUE = 'https://catalogue.dataspace.copernicus.eu/odata/v1';

/** Most records of one page; the catalogue gives no more. */
const PAGE = 1000;
const MOST_PAGES = 50;
/** Corners of an area that an address has room for; of one with more its box is asked for. */
const MOST_CORNERS = 100;
const MISSION_LETTER = /^[A-D]$/;

interface Page {
  readonly bursts: readonly CatalogueBurst[];
  readonly next: string | null;
}

/** The OData catalogue of bursts. It needs no login. */
export class BurstCatalogue {
  readonly url: string;

  constructor(private readonly options: CatalogueOptions = {}) {
    this.url = (options.catalogueUrl ?? CDSE_CATALOGUE).replace(/\/+$/, '');
  }

  /**
   * Everything that fits, page by page to the end. Where a later page fails, what came before it
   * is given, with the reason.
   *
   * @throws FetchError when there is no first page.
   */
  async search(search: BurstSearch, signal?: AbortSignal): Promise<FoundBursts> {
    const what =
      search.burstId === undefined
        ? 'The list of bursts'
        : `The list of burst ${search.burstId}${search.subSwath ? ` ${search.subSwath}` : ''}`;
    const first = await this.page(what, this.firstUrl(search), signal);
    const found = [...first.bursts];
    const asked = new Set<string>();
    let cut: string | null = null;
    for (let { next } = first; next !== null && cut === null;) {
      signal?.throwIfAborted();
      cut = this.refusalOf(next, asked);
      if (cut === null) {
        asked.add(next);
        try {
          const page = await this.page(what, this.sameScheme(next).href, signal);
          found.push(...page.bursts);
          next = page.next;
        } catch (error) {
          if (!(error instanceof FetchError)) {
            throw error;
          }
          cut = `page ${asked.size + 1} did not come: ${error.reason}`;
        }
      }
    }
    return { bursts: each(found, search.area), cut };
  }

  private firstUrl(search: BurstSearch): string {
    const { burstId, subSwath, polarization, startDate, endDate, area } = search;
    const dayAfter = new Date(Date.parse(endDate) + 86_400_000).toISOString();
    const filter = [
      burstId !== undefined && `BurstId eq ${burstId}`,
      subSwath !== undefined && `SwathIdentifier eq '${subSwath}'`,
      polarization !== undefined && `PolarisationChannels eq '${polarization}'`,
      `ContentDate/Start ge ${startDate}T00:00:00.000Z`,
      `ContentDate/Start lt ${dayAfter}`,
      area && `OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((${pointsOf(area)}))')`
    ];
    const query = new URLSearchParams({
      $filter: filter.filter(Boolean).join(' and '),
      $top: String(PAGE)
    });
    return `${this.url}/Bursts?${query}`;
  }

  /** Why a link to the next page is not followed; null when it is. */
  private refusalOf(next: string, asked: ReadonlySet<string>): string | null {
    if (asked.has(next)) {
      return 'the catalogue leads back to a page that was read';
    }
    if (asked.size + 1 >= MOST_PAGES) {
      return `no more than ${MOST_PAGES} pages of ${PAGE} records are read`;
    }
    const own = new URL(this.url).origin;
    try {
      const { origin } = this.sameScheme(next);
      return origin === own ? null : `the next page lies at ${origin}, and only ${own} is asked`;
    } catch {
      return 'the link to the next page is no address';
    }
  }

  /** Behind a proxy a server may write http where it is asked by https. */
  private sameScheme(address: string): URL {
    const own = new URL(this.url);
    const url = new URL(address, own);
    if (url.host === own.host) {
      url.protocol = own.protocol;
    }
    return url;
  }

  /** @throws FetchError */
  private async page(what: string, url: string, signal?: AbortSignal): Promise<Page> {
    const { fetch } = this.options;
    const response = await request(what, url, { signal, fetch, staysAtOrigin: true });
    if (!response.ok) {
      await response.body?.cancel();
      const { status } = response;
      throw new FetchError(what, `the catalogue answered ${status}`, status);
    }
    const answer = (await response.json().catch(() => null)) as {
      value?: Record<string, unknown>[];
      '@odata.nextLink'?: string;
    } | null;
    signal?.throwIfAborted();
    if (!Array.isArray(answer?.value)) {
      throw new FetchError(what, 'the answer of the catalogue holds no list of bursts');
    }
    const next = answer['@odata.nextLink'] ?? null;
    return { bursts: answer.value.map(record => burstOf(record, what)), next };
  }
}

/**
 * Each acquisition once, in order of time. A page may repeat records of the one before when the
 * catalogue grows meanwhile, and a product that was processed twice lists its bursts twice: those
 * have the same satellite, sub-swath, polarisation and second.
 */
function each(bursts: readonly CatalogueBurst[], area?: LonLatRing): CatalogueBurst[] {
  const found = new Map<string, CatalogueBurst>();
  for (const burst of bursts) {
    const { mission, burstId, subSwath, polarization, sensingTime, outline } = burst;
    const key = [mission, burstId, subSwath, polarization, sensingTime.slice(0, 19)].join(' ');
    if (!area || area.length <= MOST_CORNERS || ringsTouch(outline, area)) {
      found.set(key, found.get(key) ?? burst);
    }
  }
  return [...found.values()].sort((a, b) => (a.sensingTime < b.sensingTime ? -1 : 1));
}

/** A closed ring as WKT has its points. */
function pointsOf(area: LonLatRing): string {
  const ring = area.length <= MOST_CORNERS ? area : cornersOf(boxOf(area));
  return [...ring, ring[0]].map(([lon, lat]) => `${lon} ${lat}`).join(', ');
}

function burstOf(record: Record<string, unknown>, what: string): CatalogueBurst {
  const text = (name: string): string => {
    const value = record[name];
    if (typeof value !== 'string') {
      throw new FetchError(what, `a record of the catalogue has no ${name}`);
    }
    return value;
  };
  const number = (name: string): number => {
    const value = record[name];
    if (typeof value !== 'number') {
      throw new FetchError(what, `a record of the catalogue has no ${name}`);
    }
    return value;
  };
  const letter = text('PlatformSerialIdentifier').toUpperCase();
  if (!MISSION_LETTER.test(letter)) {
    throw new FetchError(what, `a record of the catalogue names satellite '${letter}'`);
  }
  const sensingTime = text('BeginningDateTime');
  return {
    id: text('Id'),
    name: text('Name'),
    burstId: number('BurstId'),
    subSwath: text('SwathIdentifier'),
    polarization: text('PolarisationChannels'),
    relativeOrbit: number('RelativeOrbitNumber'),
    pass: text('OrbitDirection').toUpperCase() === 'DESCENDING' ? 'descending' : 'ascending',
    mission: `S1${letter}`,
    sensingTime,
    azimuthTime: text('AzimuthTime'),
    date: sensingTime.slice(0, 10),
    outline: outlineOf(record, what),
    product: text('ParentProductName')
  };
}

/** Of a footprint that the 180th meridian cuts, which comes as a MultiPolygon, the larger part. */
function outlineOf(record: Record<string, unknown>, what: string): LonLatRing {
  const { type, coordinates } = (record.GeoFootprint ?? {}) as {
    type?: unknown;
    coordinates?: unknown;
  };
  const polygons = type === 'MultiPolygon' ? coordinates : [coordinates];
  const rings = Array.isArray(polygons) ? polygons.map(polygon => polygon?.[0]) : [];
  if (rings.length === 0 || !rings.every(isRing)) {
    throw new FetchError(what, 'a record of the catalogue has no GeoFootprint');
  }
  const [largest] = rings.sort((a, b) => boxArea(b) - boxArea(a));
  return largest.slice(0, -1).map(([lon, lat]) => [lon, lat]);
}

function isRing(ring: unknown): ring is LonLat[] {
  return (
    Array.isArray(ring) &&
    ring.length >= 4 &&
    ring.every(point => Array.isArray(point) && point.slice(0, 2).every(Number.isFinite))
  );
}

function boxArea(ring: LonLatRing): number {
  const [west, south, east, north] = boxOf(ring);
  return (east - west) * (north - south);
}
