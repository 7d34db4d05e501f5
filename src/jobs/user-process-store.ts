import type { DatabaseSync } from 'node:sqlite';
import { UserProcessNotFoundError } from './errors';
import type { JobProcess } from './job';

/** A process that the user keeps on the back-end. */
export type UserProcess = JobProcess & { id: string };

/** User-defined processes by id, in the same SQLite file as the jobs. */
export class UserProcessStore {
  constructor(private readonly database: DatabaseSync) {}

  /** Stores a process; one of the same id is replaced. */
  put(process: UserProcess): void {
    this.database
      .prepare('INSERT OR REPLACE INTO user_processes (id, process) VALUES (?, ?)')
      .run(process.id, JSON.stringify(process));
  }

  /** @throws UserProcessNotFoundError */
  get(id: string): UserProcess {
    const row = this.database.prepare('SELECT process FROM user_processes WHERE id = ?').get(id);
    if (!row) {
      throw new UserProcessNotFoundError(id);
    }
    return JSON.parse((row as { process: string }).process) as UserProcess;
  }

  list(): UserProcess[] {
    const rows = this.database.prepare('SELECT process FROM user_processes ORDER BY id').all();
    return (rows as { process: string }[]).map(row => JSON.parse(row.process) as UserProcess);
  }

  /** @throws UserProcessNotFoundError */
  remove(id: string): void {
    this.get(id);
    this.database.prepare('DELETE FROM user_processes WHERE id = ?').run(id);
  }
}
