import { readFileSync } from 'node:fs';

/** Largest resident memory of this process so far, in MiB. */
export function peakMiB() {
  return process.resourceUsage().maxRSS / 1024;
}

/** Resident memory of this process now, in MiB. */
export function residentMiB() {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  return kib ? Number(kib[1]) / 1024 : process.memoryUsage().rss / 2 ** 20;
}

/** Runs `work` and tells the seconds of processor (all threads) and of the clock that it took. */
export async function measured(work) {
  const beforeMiB = residentMiB();
  // The clock first: to be asked for the first time it loads a module.
  const start = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const used = process.cpuUsage(cpu);
  return {
    cpuS: (used.user + used.system) / 1e6,
    wallS: (performance.now() - start) / 1e3,
    peakMiB: peakMiB(),
    beforeMiB,
    result
  };
}
