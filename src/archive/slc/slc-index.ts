import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { FoundProduct } from '../products/find-products';
import type { ScannedProduct } from './scan-product';
import type { IndexedBurst } from './indexed-burst';

/** Grows when the tables or what is kept in them change: the index is then made anew. */
const VERSION = 2;

const TABLES = `
  CREATE TABLE products (path TEXT PRIMARY KEY, state TEXT NOT NULL, problems TEXT NOT NULL);
  CREATE TABLE bursts (
    product TEXT NOT NULL REFERENCES products (path) ON DELETE CASCADE,
    burst_id INTEGER NOT NULL,
    sub_swath TEXT NOT NULL,
    polarization TEXT NOT NULL,
    date TEXT NOT NULL,
    burst TEXT NOT NULL
  );
  CREATE INDEX bursts_by_id ON bursts (burst_id, sub_swath, polarization, date);
  CREATE INDEX bursts_by_product ON bursts (product);
`;

/** What is asked of the index; a part that is left out fits every burst. */
export interface BurstQuery {
  readonly burstId?: number;
  readonly subSwath?: string;
  readonly polarization?: string;
  readonly date?: string;
}

/**
 * What products hold, in an SQLite file. It can be deleted at any time: what it says is found in
 * the products again. Several threads may have it open.
 */
export class SlcIndex {
  private constructor(private readonly database: DatabaseSync) {}

  /** Opens or makes the index; a file that is none, or that of another version, is replaced. */
  static async open(path: string): Promise<SlcIndex> {
    // Loaded when it is needed: not everything that knows the archive runs where SQLite is.
    const sqlite = await import('node:sqlite');
    return new SlcIndex(openIndex(sqlite, path));
  }

  /** State of each product that is known, by path. */
  states(): Map<string, string> {
    const rows = this.database.prepare('SELECT path, state FROM products').all();
    return new Map((rows as { path: string; state: string }[]).map(row => [row.path, row.state]));
  }

  /** Replaces what is known of a product. */
  put({ path, state }: FoundProduct, { bursts, problems }: ScannedProduct): void {
    this.inTransaction(() => {
      this.database.prepare('DELETE FROM products WHERE path = ?').run(path);
      this.database
        .prepare('INSERT INTO products (path, state, problems) VALUES (?, ?, ?)')
        .run(path, state, JSON.stringify(problems));
      const insert = this.database.prepare(
        'INSERT INTO bursts (product, burst_id, sub_swath, polarization, date, burst) ' +
          'VALUES (?, ?, ?, ?, ?, ?)'
      );
      for (const burst of bursts) {
        const { burstId, subSwath, polarization, date } = burst;
        insert.run(path, burstId, subSwath, polarization, date, JSON.stringify(burst));
      }
    });
  }

  remove(paths: readonly string[]): void {
    const statement = this.database.prepare('DELETE FROM products WHERE path = ?');
    this.inTransaction(() => paths.forEach(path => statement.run(path)));
  }

  /** In order of id, sub-swath, polarisation and date. */
  bursts(query: BurstQuery = {}): IndexedBurst[] {
    const columns = { burstId: 'burst_id', subSwath: 'sub_swath' } as Record<string, string>;
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const terms = given.map(([name]) => `${columns[name] ?? name} = ?`);
    const where = terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '';
    const rows = this.database
      .prepare(
        `SELECT burst FROM bursts${where} ORDER BY burst_id, sub_swath, polarization, date, product`
      )
      .all(...given.map(([, value]) => value as string | number));
    return (rows as { burst: string }[]).map(row => JSON.parse(row.burst) as IndexedBurst);
  }

  /** What is wrong with products, in order of path. */
  problems(): string[] {
    const rows = this.database.prepare('SELECT problems FROM products ORDER BY path').all();
    return (rows as { problems: string }[]).flatMap(row => JSON.parse(row.problems) as string[]);
  }

  /** Products of which no burst could be read, in order of path. */
  unread(): string[] {
    const rows = this.database
      .prepare(
        'SELECT path FROM products WHERE path NOT IN (SELECT product FROM bursts) ORDER BY path'
      )
      .all();
    return (rows as { path: string }[]).map(({ path }) => path);
  }

  close(): void {
    this.database.close();
  }

  private inTransaction(work: () => void): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.database.exec('COMMIT');
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }
}

function openIndex(sqlite: typeof import('node:sqlite'), path: string): DatabaseSync {
  try {
    const database = new sqlite.DatabaseSync(path);
    try {
      // Waits come first: two threads may open a new index at once.
      database.exec('PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON');
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      database.exec('BEGIN IMMEDIATE');
      const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
        user_version: number;
      };
      if (version !== VERSION) {
        database.exec('DROP TABLE IF EXISTS bursts; DROP TABLE IF EXISTS products');
        database.exec(`${TABLES}; PRAGMA user_version = ${VERSION}`);
      }
      database.exec('COMMIT');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    if (!/not a database|malformed/.test((error as Error).message)) {
      throw error;
    }
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(`${path}${suffix}`, { force: true });
    }
    return openIndex(sqlite, path);
  }
}
