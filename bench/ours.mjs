/**
 * Our side of the benchmarks: runs one task in a thread and prints what the process took as JSON.
 *
 *     node ours.mjs TASK STACK_FOLDER OUTPUT_FOLDER [PAIRS | exact]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, Worker } from 'node:worker_threads';
import { evaluateGraph, memoryCube, takePlanes } from '../src/engine/index.ts';
import { createFile, fileSource, nodeCodecs } from '../src/node/index.ts';
import { widenThreadHeaps } from '../src/jobs/index.ts';
import { registry } from '../src/processes/index.ts';
import {
  alignedGrid,
  buildGeocoder,
  openGeoTiff,
  projectionFor,
  writeCog
} from '../src/raster/index.ts';
import { coherenceInRadarGeometry, jobGraph } from './graphs.mjs';
import { coregistration, makeProducts } from './coregister.mjs';
import { measured } from './measure.mjs';
import { aboutStack, contextFor, openAcquisition } from './stack.mjs';

const ROWS = 512;
const EPSG = 32632;
const RESOLUTION_M = 20;

/** @param take - Gives the arrays that are read into; new ones where it is left out. */
async function bandsOf(folder, date, bands, take = () => []) {
  const raster = await openAcquisition(folder, date);
  const window = { x: 0, y: 0, width: raster.width, height: raster.height };
  const into = take(bands.length, window.width * window.height);
  const planes = await raster.readWindow(window, bands, { into });
  await raster.close();
  return planes;
}

async function eachRows(height, use) {
  for (let y = 0; y < height; y += ROWS) {
    await use(y, Math.min(ROWS, height - y));
  }
}

/** The registry with `load_stac` giving a cube that is in memory. */
function memoryRegistry(cube) {
  const processes = registry();
  const { definition } = processes.require({ process_id: 'load_stac' });
  return processes.with([{ definition, run: () => cube }], 'user');
}

async function coherence(folder, output) {
  const { width, height, dates } = aboutStack(folder);
  const planes = [];
  for (const date of dates.slice(0, 2)) {
    // Where the engine has what it reads of files put, too.
    planes.push(...(await bandsOf(folder, date, [0, 1], takePlanes)));
  }
  const axis = (name, size) => ({
    kind: 'spatial',
    name,
    axis: name,
    size,
    first: 0,
    step: 1,
    crs: null
  });
  const labels = dates.slice(0, 2).map(date => `${date}T00:00:00Z`);
  const input = memoryCube(
    [
      { kind: 'temporal', name: 't', labels },
      { kind: 'bands', name: 'bands', labels: ['i_VV', 'q_VV'] },
      axis('y', height),
      axis('x', width)
    ],
    planes
  );
  const graph = coherenceInRadarGeometry(dates);
  // Where those who read in the thread of the engine have it put.
  const [result] = takePlanes(1, width * height);
  const taken = await measured(async () => {
    const context = contextFor(folder, output);
    const cube = await evaluateGraph(graph, memoryRegistry(input), context);
    await eachRows(height, async (y, rows) => {
      const into = result.subarray(y * width, (y + rows) * width);
      const [plane] = await cube.read({ x: 0, y, width, height: rows }, [0], [into]);
      if (plane !== into) {
        into.set(plane);
      }
    });
  });
  writeFileSync(join(output, 'coherence-ours.f32'), result);
  return taken;
}

/** Windows of planes that are in memory, which the geocoder does not change. */
function windowsOf(planes, planeWidth) {
  return ({ x, y, width, height }) =>
    planes.map(plane => {
      if (width === planeWidth) {
        return plane.subarray(y * width, (y + height) * width);
      }
      const cut = new plane.constructor(width * height);
      for (let row = 0; row < height; row++) {
        const start = (y + row) * planeWidth + x;
        cut.set(plane.subarray(start, start + width), row * width);
      }
      return cut;
    });
}

/** Geocodes `values` by latitude and longitude to the grid of the job. */
async function geocoded(width, height, lat, lon, values) {
  const read = windowsOf([lat, lon], width);
  const geocoder = await buildGeocoder(
    async window => {
      const [latWindow, lonWindow] = read(window);
      return { lat: latWindow, lon: lonWindow };
    },
    width,
    height,
    projectionFor(EPSG)
  );
  const grid = alignedGrid(geocoder.mapBounds, [RESOLUTION_M, RESOLUTION_M], EPSG);
  const readValues = windowsOf(values, width);
  const whole = { x: 0, y: 0, width: grid.width, height: grid.height };
  const result = await geocoder.geocode(grid, whole, values.length, async w => readValues(w));
  return { grid, result };
}

async function geocode(folder, output, exact) {
  const { width, height, dates } = aboutStack(folder);
  const [values, lat, lon] = await bandsOf(folder, dates[0], [0, 2, 3]);
  const taken = await measured(() => geocoded(width, height, lat, lon, [values]));
  const { grid, result } = taken.result;
  writeFileSync(join(output, 'geocoded-ours.f32'), result[0]);
  return {
    ...taken,
    result: undefined,
    ...grid,
    ...(exact ? await positionError(width, height, lat, lon) : {})
  };
}

/** Geocodes the easting and northing of every pixel and compares them with the cell centres. */
async function positionError(width, height, lat, lon) {
  const { forward } = projectionFor(EPSG);
  const east = new Float64Array(width * height);
  const north = new Float64Array(width * height);
  for (let i = 0; i < east.length; i++) {
    [east[i], north[i]] = forward(lon[i], lat[i]);
  }
  const { grid, result } = await geocoded(width, height, lat, lon, [east, north]);
  let squares = 0;
  let worst = 0;
  let count = 0;
  for (let row = 0, i = 0; row < grid.height; row++) {
    for (let column = 0; column < grid.width; column++, i++) {
      const dx = result[0][i] - (grid.x0 + (column + 0.5) * RESOLUTION_M);
      const dy = result[1][i] - (grid.y0 - (row + 0.5) * RESOLUTION_M);
      const error = Math.hypot(dx, dy);
      if (error === error) {
        squares += error * error;
        worst = Math.max(worst, error);
        count++;
      }
    }
  }
  return { positionRmsM: Math.sqrt(squares / count), positionMaxM: worst, validCells: count };
}

async function read(folder) {
  const { height, width, dates } = aboutStack(folder);
  const raster = await openAcquisition(folder, dates[1]);
  let sum = 0;
  const taken = await measured(() =>
    eachRows(height, async (y, rows) => {
      const planes = await raster.readWindow({ x: 0, y, width, height: rows }, [0, 1, 2, 3]);
      sum += planes.reduce((total, plane) => total + plane[plane.length >> 1], 0);
    })
  );
  return { ...taken, sum };
}

async function cog(_folder, output) {
  const file = await createFile(join(output, 'cog-ours.tif'));
  const taken = await measured(async () => {
    const source = await fileSource(join(output, 'cog-input.tif'));
    const raster = await openGeoTiff(source, nodeCodecs);
    const { width, height, transform } = raster;
    const spec = {
      width,
      height,
      bandNames: ['coh_VV'],
      sampleType: 'float32',
      noData: NaN,
      transform,
      epsg: EPSG
    };
    const written = await writeCog(file, spec, w => raster.readWindow(w, [0]), nodeCodecs);
    await raster.close();
    return written;
  });
  await file.close();
  return { ...taken, sizeMB: taken.result.sizeBytes / 1e6 };
}

async function job(folder, output, pairs) {
  const { dates } = aboutStack(folder);
  const graph = jobGraph(dates, Number(pairs));
  const context = contextFor(folder, output);
  const taken = await measured(() => evaluateGraph(graph, registry(), context));
  const files = context.results.map(({ fileName }) => fileName);
  return { ...taken, result: undefined, files, log: context.messages.map(m => m.message) };
}

async function coregister(products, _output, morocco) {
  await makeProducts(products, morocco);
  return coregistration(products);
}

const TASKS = { coherence, geocode, read, cog, job, coregister };
if (isMainThread) {
  // In a thread of its own, as the back-end runs jobs.
  widenThreadHeaps();
  new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
} else {
  const [task, folder, output, ...rest] = process.argv.slice(2);
  const report = await TASKS[task](folder, output, ...rest);
  delete report.result;
  process.stdout.write(JSON.stringify(report) + '\n');
}
