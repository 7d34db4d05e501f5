/**
 * Front door 4: simulates Sentinel-1 burst products of a scene whose coherence is prescribed into a
 * data folder, which the back-end then answers from. Progress goes to standard error.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ArchiveError, SCENES, simulateProducts } from './archive';
import { createFile, nodeCodecs } from './node';

const SAMPLES = '2000';
const SEED = '249435';
const USAGE = `Usage: simulate --scene NAME --dates DAY,DAY,… --out DIR
  [--samples ${SAMPLES}] [--polarization VV,VH] [--seed ${SEED}] [--movement MM]

Scenes:
${SCENES.map(({ name, description }) => `  ${name.padEnd(12)} ${description}.`).join('\n')}

--movement is away from the satellite, in mm over 12 days, where the scene moves most.`;

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

function options() {
  const text = { type: 'string' } as const;
  return parseArgs({
    options: {
      scene: text,
      dates: text,
      out: text,
      samples: { ...text, default: SAMPLES },
      polarization: { ...text, default: 'VV' },
      seed: { ...text, default: SEED },
      movement: { ...text, default: '0' },
      help: { type: 'boolean', default: false }
    }
  }).values;
}

function listed(text: string): string[] {
  return text.split(',').map(part => part.trim());
}

async function main(): Promise<number> {
  let given: ReturnType<typeof options>;
  try {
    given = options();
  } catch (error) {
    say(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const { scene, dates, out } = given;
  if (given.help || scene === undefined || dates === undefined || out === undefined) {
    say(USAGE);
    return given.help ? 0 : 2;
  }
  const folder = resolve(out);
  try {
    await simulateProducts(
      folder,
      {
        scene,
        dates: listed(dates),
        polarizations: listed(given.polarization.toUpperCase()),
        samples: Number(given.samples),
        seed: Number(given.seed),
        movementM: Number(given.movement) / 1000
      },
      { codecs: nodeCodecs, createFile },
      say
    );
  } catch (error) {
    if (!(error instanceof ArchiveError)) {
      throw error;
    }
    say(error.message);
    return 1;
  }
  say(`Answer from it: npm run backend -- --data ${folder}`);
  return 0;
}

process.exitCode = await main();
