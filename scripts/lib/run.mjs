import { spawn, spawnSync } from 'node:child_process';
import { ROOT } from './paths.mjs';

/** A message for the person at the terminal: a sentence, not a stack. */
export class UserError extends Error {}

/** Progress goes to standard error: the output of a command belongs to its reader. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}

/**
 * Runs a program to its end with its output on standard error.
 * @throws UserError when it fails, with `what` as the sentence.
 */
export function run(program, args, { what, env = {}, cwd = ROOT } = {}) {
  const done = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 2, 2]
  });
  if (done.status !== 0) {
    const reason = done.error ? done.error.message : `it ended with code ${done.status}`;
    throw new UserError(`${what ?? `${program} ${args.join(' ')}`} failed: ${reason}`);
  }
}

/** Runs a program to its end and gives its exit code; its output is ours. */
export function runThrough(program, args, { env = {}, cwd = ROOT } = {}) {
  return new Promise(done => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
    const pass = signal => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', error => {
      say(`${program}: ${error.message}`);
      done(1);
    });
    child.on('exit', code => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      done(code ?? 1);
    });
  });
}

/** The output of a short program, or null when it cannot be run. */
export function outputOf(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return done.status === 0 ? done.stdout.trim() : null;
}

/** Runs the main function of a script; a UserError ends it with one sentence. */
export async function main(action) {
  try {
    process.exitCode = (await action()) ?? 0;
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    say(error.message);
    process.exitCode = 1;
  }
}
