import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Steps that bring an older file up to date; `user_version` counts those that were taken. */
const MIGRATIONS = [
  `CREATE TABLE jobs (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     request TEXT NOT NULL,
     status TEXT NOT NULL,
     progress REAL NOT NULL,
     created TEXT NOT NULL,
     updated TEXT NOT NULL,
     usage TEXT
   ) STRICT;
   CREATE INDEX jobs_by_status ON jobs (status);
   CREATE TABLE logs (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
     severity INTEGER NOT NULL,
     time TEXT NOT NULL,
     line TEXT NOT NULL
   ) STRICT;
   CREATE INDEX logs_by_job ON logs (job_id, id);
   CREATE TABLE results (
     job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
     file_name TEXT NOT NULL,
     asset TEXT NOT NULL,
     PRIMARY KEY (job_id, file_name)
   ) STRICT;
   CREATE TABLE user_processes (
     id TEXT PRIMARY KEY,
     process TEXT NOT NULL
   ) STRICT;`,
  `ALTER TABLE jobs ADD COLUMN queued TEXT;
   ALTER TABLE jobs ADD COLUMN started TEXT;`
];

/**
 * Opens the SQLite file of the job store and brings its tables up to date.
 *
 * @param path - A file, made with its folder when it is not there, or `:memory:`.
 */
export function openDatabase(path: string): DatabaseSync {
  if (path !== ':memory:') {
    mkdirSync(dirname(path), { recursive: true });
  }
  const database = new DatabaseSync(path);
  database.exec(
    'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON'
  );
  const { user_version: done } = database.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  for (let version = done; version < MIGRATIONS.length; version++) {
    database.exec(`BEGIN; ${MIGRATIONS[version]} PRAGMA user_version = ${version + 1}; COMMIT`);
  }
  return database;
}
