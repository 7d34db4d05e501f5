import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Claims a data folder for this process. SQLite's file lock carries the claim, so that it ends with
 * the process however that ends.
 *
 * @returns Gives the claim up; null when a living process holds it.
 */
export function claimFolder(dataFolder: string): (() => void) | null {
  mkdirSync(dataFolder, { recursive: true });
  const lock = new DatabaseSync(join(dataFolder, 'in-use.lock'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    lock.close();
    if (/locked|busy/i.test((error as Error).message)) {
      return null;
    }
    throw error;
  }
}
