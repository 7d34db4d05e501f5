import { labelledDimensions, planeNumber, ProcessError } from '../../engine';
import type { DataCube, Dimension, LabelledDimension, Plane } from '../../engine';
import { radarDimensions } from '../io/raster-cube';
import { withOrigin } from '../cubes/radar-origin';
import { rewiredCube } from '../cubes/rewire';
import { InterferogramReader, phaseOf } from './interferogram-cube';
import type { InterferogramOptions } from './interferogram-cube';

/** Position bands of a series of pairs, as `pairSeriesGraph` names them. */
const POSITION = ['latitude', 'longitude'];

/**
 * The interferograms of a series of pairs on their multilooked radar grid: bands `i_num_<pol>`,
 * `q_num_<pol>` (filtered), `coh_<pol>` and, if wanted, `Unw_Phase_ifg_<pol>` (radians) of each
 * polarisation, then latitude and longitude.
 *
 * @param series - A cube of `pairSeriesGraph` with interferograms.
 */
export function interferogramBands(
  series: DataCube,
  polarizations: readonly string[],
  unwrap: boolean,
  options: InterferogramOptions
): DataCube {
  const reader = new InterferogramReader(series, options);
  const [y, x] = radarDimensions(reader.width, reader.height);
  const bands = bandsOf(series);
  const names = [
    ...polarizations.flatMap(pol => [
      `i_num_${pol}`,
      `q_num_${pol}`,
      `coh_${pol}`,
      ...(unwrap ? [`Unw_Phase_ifg_${pol}`] : [])
    ]),
    ...POSITION
  ];
  const dimensions = series.dimensions.map((d): Dimension => {
    if (d === bands) {
      return { ...bands, labels: names };
    }
    return d.kind === 'spatial' ? (d.axis === 'x' ? x : y) : d;
  });
  const pairs = pairCount(series);
  const layout = new PlaneLayout(series, bands);
  const cell = { lines: options.looksAzimuth, samples: options.looksRange };
  const result: Omit<DataCube, 'read'> = { dimensions, metadata: withOrigin(series, { cell }) };
  const places = new PlaneLayout(result, bandsOf(result)).all(pairs, names);
  return {
    ...result,
    read: async (window, planes) => {
      const read = new Map<string, Promise<Plane[]>>();
      const once = (key: string, work: () => Promise<Plane[]>): Promise<Plane[]> => {
        const known = read.get(key) ?? work();
        read.set(key, known);
        return known;
      };
      return Promise.all(
        planes.map(async plane => {
          const { pair, name } = places[plane];
          const pol = name.slice(name.lastIndexOf('_') + 1);
          const complex = () => ({
            re: layout.plane(pair, `i_num_${pol}`),
            im: layout.plane(pair, `q_num_${pol}`)
          });
          if (name.startsWith('Unw_')) {
            return reader.unwrapped(window, complex());
          }
          if (name.startsWith('i_num_') || name.startsWith('q_num_')) {
            const [re, im] = await once(`${pair} ${pol}`, () =>
              reader.interferogram(window, complex())
            );
            return name.startsWith('i_num_') ? re : im;
          }
          return (await reader.means(window, [layout.plane(pair, name)]))[0];
        })
      );
    }
  };
}

/** The cube with `Phase_ifg_<pol>` (radians, -pi to pi) in place of real and imaginary part. */
export function withPhase(cube: DataCube, polarizations: readonly string[]): DataCube {
  const bands = bandsOf(cube);
  const names = bands.labels.filter(label => !String(label).startsWith('q_num_'));
  const renamed = names.map(label => String(label).replace(/^i_num_/, 'Phase_ifg_'));
  const dimensions = cube.dimensions.map(d => (d === bands ? { ...bands, labels: renamed } : d));
  const layout = new PlaneLayout(cube, bands);
  const result = rewiredCube(cube, dimensions);
  const places = new PlaneLayout(result, bandsOf(result)).all(pairCount(cube), renamed);
  return {
    ...result,
    read: async (window, planes) => {
      const sources = planes.flatMap(plane => {
        const { pair, name } = places[plane];
        const pol = polarizations.find(p => name === `Phase_ifg_${p}`);
        return pol === undefined
          ? [layout.plane(pair, name)]
          : [layout.plane(pair, `i_num_${pol}`), layout.plane(pair, `q_num_${pol}`)];
      });
      const cells = await cube.read(window, sources);
      return planes.map(plane => {
        const [first] = cells.splice(0, 1);
        if (places[plane].name.startsWith('Phase_ifg_')) {
          const [im] = cells.splice(0, 1);
          first.forEach((re, i) => (first[i] = phaseOf(re, im[i])));
        }
        return first;
      });
    }
  };
}

/** Plane numbers of a cube of pairs by pair and band. */
class PlaneLayout {
  constructor(
    private readonly cube: Pick<DataCube, 'dimensions'>,
    private readonly bands: LabelledDimension
  ) {}

  plane(pair: number, name: string): number {
    const band = this.bands.labels.indexOf(name);
    const indexes = labelledDimensions(this.cube.dimensions).map(d =>
      d.name === this.bands.name ? band : pair
    );
    return planeNumber(this.cube.dimensions, indexes);
  }

  /** Pair and band of every plane, by plane number. */
  all(pairs: number, names: readonly string[]): { pair: number; name: string }[] {
    const places: { pair: number; name: string }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      for (const name of names) {
        places[this.plane(pair, name)] = { pair, name };
      }
    }
    return places;
  }
}

function bandsOf(cube: Pick<DataCube, 'dimensions'>): LabelledDimension {
  const bands = labelledDimensions(cube.dimensions).find(d => d.kind === 'bands');
  if (bands === undefined) {
    throw new ProcessError('DimensionMissing', 'A cube of pairs needs a dimension of bands.');
  }
  return bands;
}

function pairCount(cube: DataCube): number {
  return labelledDimensions(cube.dimensions).find(d => d.kind === 'temporal')?.labels.length ?? 1;
}
