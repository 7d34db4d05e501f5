import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { fail } from './report';

const USAGE = `Usage: backend --data DIR [--port N] [--host 127.0.0.1] [--sample-scene] [--exit-with-stdin]
Environment: INSAR_BACKEND_USER, INSAR_BACKEND_PASSWORD (login), INSAR_REMOTES (other back-ends, as JSON),
INSAR_BURST_CATALOGUE (address of the catalogue of bursts), INSAR_FETCH=off (jobs fetch nothing).`;

/** What the back-end process was started with. */
export interface BackendOptions {
  readonly dataFolder: string;
  readonly host: string;
  /** Port and host, or a socket that whoever started the process listens on. */
  readonly listen: { readonly fd: number } | { readonly port: number; readonly host: string };
  readonly user: string;
  readonly password: string;
  /** Whether whoever started the process knows the password already. */
  readonly passwordIsGiven: boolean;
  /** The address that others reach the back-end by; its own where it is left out. */
  readonly publicUrl: string | undefined;
  /** Whether to make the simulated scene of the first run. */
  readonly sampleScene: boolean;
  /** Whether the process ends when its standard input does. */
  readonly endsWithInput: boolean;
  /** Address of the catalogue of bursts; that of Copernicus where it is left out. */
  readonly catalogueUrl: string | undefined;
  /** Whether a job may fetch what is missing, once the user is logged in there. */
  readonly isFetching: boolean;
  /** Other back-ends that an administrator has fixed, as JSON. */
  readonly fixedRemotes: string | undefined;
}

/** Reads command line and environment; ends the process where they cannot be used. */
export function readOptions(): BackendOptions {
  const values = readArguments();
  const { INSAR_BACKEND_FD, INSAR_BACKEND_URL, INSAR_BACKEND_USER, INSAR_BACKEND_PASSWORD } =
    process.env;
  const port = Number(values.port);
  if (!values.data || !Number.isInteger(port) || port < 0 || port > 65535) {
    return fail(
      `${values.data ? `'${values.port}' is no port` : '--data DIR is missing'}.\n${USAGE}`
    );
  }
  const endsWithInput = Boolean(INSAR_BACKEND_FD) || values['exit-with-stdin'];
  return {
    dataFolder: resolve(values.data),
    host: values.host,
    listen: INSAR_BACKEND_FD ? { fd: Number(INSAR_BACKEND_FD) } : { port, host: values.host },
    user: INSAR_BACKEND_USER || 'insar',
    password: INSAR_BACKEND_PASSWORD || randomBytes(24).toString('base64url'),
    passwordIsGiven: Boolean(INSAR_BACKEND_PASSWORD),
    // A terminal of Jupyter hands on the address of another back-end.
    publicUrl: endsWithInput ? INSAR_BACKEND_URL || undefined : undefined,
    sampleScene: values['sample-scene'],
    endsWithInput,
    catalogueUrl: process.env.INSAR_BURST_CATALOGUE || undefined,
    isFetching: process.env.INSAR_FETCH !== 'off',
    fixedRemotes: process.env.INSAR_REMOTES
  };
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        data: { type: 'string', default: process.env.INSAR_DATA },
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        'sample-scene': { type: 'boolean', default: false },
        'exit-with-stdin': { type: 'boolean', default: false }
      }
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}
