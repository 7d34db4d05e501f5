import type { Orbit, StateVector } from '../../sar';
import { secondsAfter } from '../../sar';
import { InvalidOrbitFileError } from '../errors';

const STATE_VECTOR = /<OSV>(.*?)<\/OSV>/gs;
const NUMBERS = ['X', 'Y', 'Z', 'VX', 'VY', 'VZ'].map(
  name => new RegExp(`<${name}(?:\\s[^>]*)?>\\s*([-+.\\deE]+)\\s*</${name}>`)
);
const UTC = /<UTC>\s*UTC=([^<\s]+)\s*<\/UTC>/;

/**
 * The state vectors of an orbit file (AUX_POEORB, AUX_RESORB) between two times. The files of a day
 * have 4 MB in one plain list, so it is scanned for the few vectors that are wanted.
 *
 * @param epoch - Midnight (UTC) that times count from, as the annotation has it.
 * @param fromS - First time that is wanted, seconds after `epoch`.
 * @param toS - Last time that is wanted.
 * @throws InvalidOrbitFileError when the file is cut, in another frame, or not in order.
 */
export function readOrbitFile(
  text: string,
  file: string,
  epoch: string,
  fromS: number,
  toS: number
): Orbit {
  if (!/<\/Earth_Explorer_File>\s*$/.test(text.slice(-200))) {
    throw new InvalidOrbitFileError(file, 'it does not end with </Earth_Explorer_File>');
  }
  const head = text.slice(0, 4096);
  for (const [element, value] of [
    ['Ref_Frame', 'EARTH_FIXED'],
    ['Time_Reference', 'UTC']
  ]) {
    const found = new RegExp(`<${element}>\\s*([^<\\s]*)`).exec(head)?.[1];
    if (found !== value) {
      throw new InvalidOrbitFileError(
        file,
        `<${element}> is ${found ?? 'not there'}, not ${value}`
      );
    }
  }
  const vectors: StateVector[] = [];
  for (const [, vector] of text.matchAll(STATE_VECTOR)) {
    const timeS = secondsAfter(epoch, UTC.exec(vector)?.[1] ?? '');
    if (Number.isNaN(timeS)) {
      throw new InvalidOrbitFileError(file, 'a state vector has no UTC time');
    }
    if (timeS > toS) {
      break;
    }
    if (timeS >= fromS) {
      vectors.push(stateVector(vector, timeS, file));
    }
  }
  return { source: file, epoch, vectors };
}

function stateVector(text: string, timeS: number, file: string): StateVector {
  const values = NUMBERS.map(pattern => Number(pattern.exec(text)?.[1] ?? NaN));
  if (values.some(value => !Number.isFinite(value))) {
    throw new InvalidOrbitFileError(file, 'a state vector lacks a coordinate');
  }
  const [x, y, z, vx, vy, vz] = values;
  return { timeS, positionM: [x, y, z], velocityMS: [vx, vy, vz] };
}
