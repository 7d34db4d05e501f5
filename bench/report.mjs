import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The ratio of CPU is the median of those of the rounds, in each of which both sides ran once. */
function figuresOf({ ours, peer }) {
  const of = (runs, key) => median(runs.map(run => run[key]));
  return {
    ratio: median(ours.map((run, round) => run.cpuS / peer[round].cpuS)),
    oursS: of(ours, 'cpuS'),
    peerS: of(peer, 'cpuS'),
    oursMiB: of(ours, 'peakMiB'),
    peerMiB: of(peer, 'peakMiB')
  };
}

function ratioText(ratio) {
  return ratio < 0.1 ? `${ratio.toFixed(3)} (1/${(1 / ratio).toFixed(0)})` : ratio.toFixed(2);
}

function noteOf({ ours, peer, exact }) {
  const notes = [];
  const difference = peer[0].differenceMax;
  if (difference !== undefined) {
    notes.push(`largest difference ${difference.toExponential(1)}`);
  }
  if (exact.positionRmsM !== undefined) {
    notes.push(`position ${exact.positionRmsM.toExponential(1)} m rms`);
  }
  if (ours[0].sizeMB !== undefined) {
    notes.push(`${ours[0].sizeMB.toFixed(1)} MB and ${peer[0].sizeMB.toFixed(1)} MB`);
  }
  return notes.join('; ');
}

/** A table in Markdown. */
export function tableOf(results) {
  const rows = results.map(result => {
    const { ratio, oursS, peerS, oursMiB, peerMiB } = figuresOf(result);
    const { name, title, against, most } = result;
    return [
      name,
      title,
      against,
      ratioText(ratio),
      ratioText(most),
      `${oursS.toFixed(2)} / ${peerS.toFixed(2)}`,
      `${oursMiB.toFixed(0)} / ${peerMiB.toFixed(0)}`,
      noteOf(result)
    ];
  });
  const head = ['', 'what', 'peer', 'CPU ratio', 'goal', 'CPU s', 'peak MiB', ''];
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
}

/** How the memory of the job for three pairs compares with that for one, of the same run. */
export function memoryOf(results) {
  const [one, three] = ['e1', 'e3'].map(name => results.find(result => result.name === name));
  if (!one || !three) {
    return '';
  }
  const [oneMiB, threeMiB] = [one, three].map(result => figuresOf(result).oursMiB);
  const more = Math.round((threeMiB / oneMiB - 1) * 100);
  const change = more < 0 ? `${-more} % less` : `${more} % more`;
  return `Memory of the whole job: ${oneMiB.toFixed(0)} MiB at its peak for one pair and ${threeMiB.toFixed(0)} MiB for three, ${change} (goals: 600 MiB, and 15 %).`;
}

/** Writes the page of results. */
export function writePage(path, { results, memory, alone, versions, rounds, lines }) {
  const [{ model }] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const text = `# Benchmarks

What the back-end takes, beside what a Python user would run for the same, on a synthetic burst of ${lines} x 23000 pixels (\`bench/make_stack.py\`). Written by \`npm run bench\` on ${date}.

${tableOf(results)}

${memory}

${alone} No peer for it can be installed from PyPI or npm.

- Machine: ${model.trim()}, ${cpus().length} processors, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; at the end ${loadavg()[2].toFixed(0)} processes were at work or waited for it (mean of 15 minutes), these among them.
- ${versions.join('\n- ')}

## How to read it

- **CPU ratio**: seconds of processor of all threads and child processes, ours divided by the peer's. Both run one after the other in each round, each in a process of its own; the ratio is ${rounds === 1 ? 'that of one round' : `the median of ${rounds} rounds (2 where the peer takes a minute)`}. Starting the process and importing are not counted.
- **CPU s** and **peak MiB**: ours and the peer's, medians. The peak is the largest resident memory of the whole process, with what it holds before it is measured.
- **a**: the reference process graph up to coherence, evaluated over a cube in memory, in the place that files are read to, and its result in the same place; the peer takes float32 products, four \`uniform_filter\` of 5 x 21 and the root.
- **b**: one band by its latitudes and longitudes to the whole map grid, inputs in memory; the peer is \`gdalwarp -geoloc -r bilinear\` with \`GDAL_GEOLOC_USE_TEMP_DATASETS=NO\` on uncompressed files. Position: eastings and northings of PROJ's formulas are geocoded and compared with the centres of the cells.
- **c**: all four bands of an acquisition (float32, DEFLATE, predictor 3), 512 or 256 rows at a time.
- **d**: from an uncompressed raster to DEFLATE, predictor 3, tiles of 512, averaged overviews. GDAL at level 6; ours looks for runs only, which gives the size that the table tells.
- **e**: the reference process graph with \`load_stac\` and \`save_result\`. The peer reads, computes, warps and writes pair by pair: what it takes for three pairs is not measured, but three times what it takes for one.
- Figures of a machine that does other work at the time are too large for both sides; the ratios hold better than the seconds.
`;
  writeFileSync(path, text);
}
