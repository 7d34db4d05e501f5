/** Tells a problem on standard error, with the id under which its user was told of it. */
export function report(problem: unknown, id?: string): void {
  const prefix = id === undefined ? '' : `${id}: `;
  console.error(prefix + (problem instanceof Error ? (problem.stack ?? problem.message) : problem));
}

/** Ends the process with a sentence on standard error. */
export function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
