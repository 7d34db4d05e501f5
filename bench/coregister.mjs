/**
 * Coregistration of one secondary to its primary, a whole burst each, from SAFE products to the
 * files of the stack. Samples are noise; annotation and elevation are real and come from outside
 * the project.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openArchives, writeSafeBurst } from '../src/archive/index.ts';
import { RecordingContext } from '../src/engine/index.ts';
import { createFile, fileSource, nodeCodecs } from '../src/node/index.ts';
import { registry } from '../src/processes/index.ts';
import { readAnnotation, writeAnnotation } from '../src/sar/index.ts';
import { measured } from './measure.mjs';

const DATES = ['20230904', '20230916'];
const LINES_AT_ONCE = 64;

/** Writes both products and the elevation to `folder`, once. */
export async function makeProducts(folder, morocco) {
  if (existsSync(join(folder, 'dem'))) {
    return;
  }
  for (const date of DATES) {
    const safe = readdirSync(morocco).find(name => name.includes(`_${date}T`));
    const annotations = join(morocco, safe, 'annotation');
    const file = readdirSync(annotations).find(name => name.includes('-iw1-'));
    const whole = readAnnotation(readFileSync(join(annotations, file), 'utf8'), file);
    const annotation = { ...whole, bursts: whole.bursts.slice(0, 1), isSimulated: true };
    const pieces = { annotationXml: writeAnnotation(annotation), blocks: noise(annotation) };
    await writeSafeBurst(join(folder, 'slc'), pieces, { createFile });
  }
  mkdirSync(join(folder, 'dem'));
  const dem = readdirSync(morocco).find(name => name.startsWith('dem-b1-s1a-iw1'));
  copyFileSync(join(morocco, dem), join(folder, 'dem', dem));
}

function* noise({ linesPerBurst, samplesPerBurst }) {
  const block = new Int16Array(2 * LINES_AT_ONCE * samplesPerBurst);
  for (let i = 0; i < block.length; i++) {
    block[i] = Math.random() * 200 - 100;
  }
  for (let line = 0; line < linesPerBurst; line += LINES_AT_ONCE) {
    const lines = Math.min(LINES_AT_ONCE, linesPerBurst - line);
    yield block.subarray(0, 2 * lines * samplesPerBurst);
  }
}

/** Runs the preprocessing over products made before. */
export async function coregistration(folder) {
  rmSync(join(folder, 'coregistered'), { recursive: true, force: true });
  const archives = openArchives(folder, { codecs: nodeCodecs, openFile: fileSource, createFile });
  const context = new RecordingContext({ codecs: nodeCodecs, openFile: fileSource, ...archives });
  const process = registry().require({ process_id: 'insar_preprocessing' });
  const args = {
    burst_id: 110431,
    sub_swath: 'IW1',
    temporal_extent: ['2023-09-04', '2023-09-16'],
    master_date: '2023-09-04',
    polarization: 'vv'
  };
  const call = { context, processId: 'insar_preprocessing', nodeId: null };
  const taken = await measured(() => process.run(args, call));
  await archives.slc.close();
  return { ...taken, result: undefined, log: context.messages.map(({ message }) => message) };
}
