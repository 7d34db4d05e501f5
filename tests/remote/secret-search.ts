import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A place that a secret could be in, and what stands there. */
export type Text = readonly [place: string, text: string];

/** Names of the places that hold one of the secrets. */
export function placesWith(texts: Iterable<Text>, secrets: Iterable<string>): string[] {
  const wanted = [...secrets];
  return [...texts]
    .filter(([, text]) => wanted.some(secret => text.includes(secret)))
    .map(([place]) => place);
}

/** All files below a folder; texts that are not UTF-8 are searched by their bytes. */
export function filesBelow(folder: string): Text[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => [path, readFileSync(path, 'latin1')]);
}

/** Command lines and environments of all processes, where the system shows them. */
export function processList(): Text[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(id =>
      ['cmdline', 'environ'].flatMap((file): Text[] => {
        try {
          return [[`process ${id} ${file}`, readFileSync(`/proc/${id}/${file}`, 'latin1')]];
        } catch {
          return [];
        }
      })
    );
}
