import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;

/**
 * The key that signs tokens and links. It is kept in the data folder, readable by its owner alone,
 * so that links outlive the process that made them; a file that is too short is replaced.
 */
export function readSecret(dataFolder: string): Uint8Array {
  const path = join(dataFolder, 'secret.key');
  try {
    const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    if (secret.length >= SECRET_BYTES) {
      return secret;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
  const secret = randomBytes(SECRET_BYTES);
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(path, `${secret.toString('hex')}\n`, { mode: 0o600 });
  return secret;
}
