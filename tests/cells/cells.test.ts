import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DEFAULT_PARAMETERS,
  coherenceGraph,
  generateCells,
  pairsByTemporalBaseline,
  preprocessingGraph
} from '../../src/workflow';
import type { InsarParameters } from '../../src/workflow';
import { canonicalGraph } from './canonical-graph';
import { NO_PYTHON, runPython } from './python';
import { RecordingBackend } from './recording-backend';

const REFERENCE = resolve(__dirname, '../../../shared/reference/coherence.process-graph.json');
const THREE_DATES = ['2024-08-09', '2024-08-21', '2024-09-02'];

interface Case {
  readonly parameters: Partial<InsarParameters>;
  readonly dates: readonly string[];
  readonly stackFile: string;
  /** The EPSG code that the cells have to arrive at. */
  readonly epsg: number;
}

const CASES: Record<string, Case> = {
  'single-pair': {
    parameters: { epsg: 32632 },
    dates: THREE_DATES.slice(0, 2),
    stackFile: 'tyrol.tif',
    epsg: 32632
  },
  'two-pairs': { parameters: {}, dates: THREE_DATES, stackFile: 'tyrol.tif', epsg: 32632 },
  'two-polarizations-in-the-south': {
    parameters: {
      polarizations: ['VV', 'VH'],
      jobTitle: 'A "title"\\ with\nlines, \'quotes\' and Ötztal',
      jobOptions: { 'executor-memory': '4g', nested: { list: [1, 2.5, null, true] } }
    },
    dates: THREE_DATES,
    stackFile: 'sydney.tif',
    epsg: 32756
  },
  'other-vocabulary': {
    parameters: {
      backendUrl: 'https://openeo.example.org/openeo/1.2',
      preprocessing: 'sentinel1_sar_slc_preprocessing',
      subSwath: 'IW3',
      windowRangeSamples: 10,
      windowAzimuthLines: 2,
      epsg: 4326,
      resolution: 0.0002,
      polarizations: ['VH']
    },
    dates: THREE_DATES,
    stackFile: 'tyrol.tif',
    epsg: 4326
  },
  'tall-window-at-the-antimeridian': {
    parameters: {
      windowRangeSamples: 3,
      windowAzimuthLines: 8,
      resolution: 12.5,
      temporalBaselineDays: 24
    },
    dates: [...THREE_DATES].reverse(),
    stackFile: 'antimeridian.tif',
    epsg: 32760
  },
  'chosen-pairs': {
    parameters: {
      pairs: [
        { primary: '2024-08-09', secondary: '2024-09-02' },
        { primary: '2024-08-09', secondary: '2024-08-21' }
      ],
      polarizations: ['VV', 'VH'],
      epsg: 32632
    },
    dates: THREE_DATES,
    stackFile: 'tyrol.tif',
    epsg: 32632
  },
  'no-date-of-a-chosen-pair': {
    parameters: {
      pairs: [
        { primary: '2024-08-09', secondary: '2024-08-21' },
        { primary: '2024-08-15', secondary: '2024-08-27' }
      ]
    },
    dates: THREE_DATES,
    stackFile: 'tyrol.tif',
    epsg: 32632
  },
  'no-pair': {
    parameters: { temporalBaselineDays: 6 },
    dates: THREE_DATES,
    stackFile: 'tyrol.tif',
    epsg: 32632
  },
  'no-coordinates': { parameters: {}, dates: THREE_DATES, stackFile: 'hole.tif', epsg: 32632 }
};

interface Outcome {
  readonly error: { step: string; type: string; message: string } | null;
  readonly epsg: number | null;
  readonly pairs: string[][];
  readonly files: string[];
  /** Titles of the plots, and labels of their colour bars. */
  readonly panels: string[];
}

describe.skipIf(NO_PYTHON)(
  `cells run by the openEO client${NO_PYTHON ? `: ${NO_PYTHON}` : ''}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'insar-cells-'));
    const scenarios = Object.entries(CASES).map(([name, { dates, stackFile }]) => [
      name,
      { dates, stackFile, mapFile: 'map.tif' }
    ]);
    const backend = new RecordingBackend(folder, Object.fromEntries(scenarios));
    let outcomes: Record<string, Outcome> = {};

    beforeAll(async () => {
      await runPython([join(__dirname, 'make_rasters.py'), folder]);
      await backend.start();
      const input = Object.entries(CASES).map(([name, { parameters }]) => {
        const cells = generateCells({ ...DEFAULT_PARAMETERS, ...parameters });
        const code = cells.filter(cell => cell.cellType === 'code');
        const url = backend.url(name);
        // A remote address is only in the text; the run goes to the recorder.
        const sources = code.map(({ step, source }) => ({
          step,
          source:
            step === 'parameters'
              ? source.replace(/^backend_url = .*/, `backend_url = "${url}"`)
              : source
        }));
        // A user may run the cell with the pairs again.
        const cellsRun = sources.flatMap(cell => (cell.step === 'pairs' ? [cell, cell] : [cell]));
        return { name, url, cells: cellsRun };
      });
      const output = await runPython([join(__dirname, 'run_cells.py')], {
        input: JSON.stringify(input),
        cwd: folder
      });
      outcomes = JSON.parse(output.trim().split('\n').at(-1) ?? '');
    }, 180_000);

    afterAll(async () => {
      await backend.stop();
      rmSync(folder, { recursive: true });
    });

    const complete = Object.keys(CASES).filter(name => !name.startsWith('no-'));

    it.each(complete)('%s: send the graphs of the workflow', name => {
      const { dates, epsg } = CASES[name];
      const parameters = { ...DEFAULT_PARAMETERS, ...CASES[name].parameters };
      const pairs =
        parameters.pairs ?? pairsByTemporalBaseline(dates, parameters.temporalBaselineDays);
      expect(outcomes[name].error).toBeNull();
      expect(outcomes[name].epsg).toBe(epsg);
      expect(outcomes[name].pairs).toEqual(pairs.map(pair => [pair.primary, pair.secondary]));

      const [stack, maps, ...more] = backend.jobs.get(name) ?? [];
      expect(more).toEqual([]);
      expect(canonicalGraph(stack.process.process_graph)).toEqual(
        canonicalGraph(preprocessingGraph(parameters))
      );
      const graph = coherenceGraph(parameters, { stacUrl: backend.stacUrl(name), pairs, epsg });
      expect(canonicalGraph(maps.process.process_graph)).toEqual(canonicalGraph(graph));
    });

    it.each(complete)('%s: send the title and the job options', name => {
      const { jobTitle, jobOptions } = { ...DEFAULT_PARAMETERS, ...CASES[name].parameters };
      const [stack, maps] = backend.jobs.get(name) ?? [];
      expect(stack.title).toBe(`${jobTitle} (preprocessing)`);
      expect(stack.job_options).toBeUndefined();
      expect(maps.title).toBe(jobTitle);
      const none = Object.keys(jobOptions).length === 0;
      expect(maps.job_options).toEqual(none ? undefined : jobOptions);
    });

    it.each(complete)('%s: download the maps and plot them', name => {
      const [tiff] = outcomes[name].files.filter(path => path.endsWith('.tif'));
      expect(tiff).toMatch(/^insar-results\/[a-z0-9-]+\/openEO_2024-\d\d-\d\dZ\.tif$/);
      const file = tiff.split('/').at(-1);
      expect(outcomes[name].panels).toEqual([`${file} (simulated)`, 'coh_VV']);
    });

    it('send the graph of the reference workflow for a single pair', context => {
      if (!existsSync(REFERENCE)) {
        context.skip('no ../shared/reference beside this repository');
      }
      const text = readFileSync(REFERENCE, 'utf8');
      const url = backend.stacUrl('single-pair');
      const reference = JSON.parse(text.replace('{{results URL of the preprocessing job}}', url));
      const [, maps] = backend.jobs.get('single-pair') ?? [];
      expect(canonicalGraph(maps.process.process_graph)).toEqual(
        canonicalGraph(reference.process_graph)
      );
    });

    it('say which dates there are when none make a pair', () => {
      expect(outcomes['no-pair'].error).toEqual({
        step: 'pairs',
        type: 'ValueError',
        message: expect.stringContaining(
          '6 days apart; there are 2024-08-09, 2024-08-21, 2024-09-02'
        )
      });
      expect(backend.jobs.get('no-pair')).toHaveLength(1);
    });

    it('name the dates of chosen pairs that were not acquired', () => {
      expect(outcomes['no-date-of-a-chosen-pair'].error).toEqual({
        step: 'pairs',
        type: 'ValueError',
        message:
          'There is no acquisition on 2024-08-15, 2024-08-27; there are ' +
          '2024-08-09, 2024-08-21, 2024-09-02. Change pairs or the dates.'
      });
      expect(backend.jobs.get('no-date-of-a-chosen-pair')).toHaveLength(1);
    });

    it('ask for an EPSG code when the middle of the stack has no coordinates', () => {
      expect(outcomes['no-coordinates'].error).toEqual({
        step: 'pairs',
        type: 'ValueError',
        message: expect.stringContaining('set epsg in the parameters')
      });
    });

    it('ask for nothing that back-ends do not have', () => {
      // GDAL asks whether it can list the folder of the file that it opens.
      const allowed = ['GET /.well-known/openeo', 'GET /files'];
      expect(backend.unanswered.filter(call => !allowed.includes(call))).toEqual([]);
    });
  }
);
