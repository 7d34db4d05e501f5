import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addStack, positionPlanes } from '../src/processes/__tests__/stack-files';
import {
  buildBackend,
  children,
  cleanEnvironment,
  json,
  newFolder,
  type Ready,
  ROOT,
  SCRIPT,
  send,
  start,
  stopBackends
} from './running-backend';

/** Binds a port and becomes the back-end, which finds the listening socket among its open files. */
const HAND_OVER = `
import os, socket, sys
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen(128)
listening.set_inheritable(True)
os.environ["INSAR_BACKEND_FD"] = str(listening.fileno())
os.environ["INSAR_BACKEND_URL"] = f"http://127.0.0.1:{listening.getsockname()[1]}/openeo/1.2"
os.execv(sys.argv[1], sys.argv[1:])
`;
const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv', 'bin', 'python');

async function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode ?? ((await once(child, 'exit')) as [number | null])[0];
}

const absolute = (x: unknown) => ({
  process: { process_graph: { a: { process_id: 'absolute', arguments: { x }, result: true } } }
});

/** Two dates of the sample scene, coregistered. */
const PREPROCESSING = {
  process: {
    process_graph: {
      stack: {
        process_id: 'insar_preprocessing',
        arguments: {
          burst_id: 249435,
          sub_swath: 'IW2',
          temporal_extent: ['2024-08-09', '2024-08-21'],
          master_date: '2024-08-09',
          polarization: 'vv'
        }
      },
      save: {
        process_id: 'save_result',
        arguments: { data: { from_node: 'stack' }, format: 'GTiff' },
        result: true
      }
    }
  }
};

async function runJob(ready: Ready, process: object): Promise<[string, string]> {
  const id = (await send(ready, 'POST', '/jobs', process)).headers.get('OpenEO-Identifier')!;
  await send(ready, 'POST', `/jobs/${id}/results`);
  for (;;) {
    const status = String((await json(await send(ready, 'GET', `/jobs/${id}`))).status);
    if (status !== 'queued' && status !== 'running') {
      return [id, status];
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

beforeAll(buildBackend);

afterEach(stopBackends);

describe('the back-end process', () => {
  it('says where it is and who may use it, and answers', async () => {
    const data = newFolder();
    const { ready } = await start(['--data', data, '--port', '0']);
    expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/openeo\/1\.2$/);
    expect(ready.password!.length).toBeGreaterThanOrEqual(32);
    const me = await json(await send(ready, 'GET', '/me'));
    expect(me.user_id).toBe(ready.user);
    expect(await (await send(ready, 'POST', '/result', absolute(-3))).json()).toBe(3);
    expect(statSync(join(data, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'secret.key'), 'utf8')).not.toContain(ready.password);
  });

  it('runs jobs in threads and tells why one fails', async () => {
    const { ready } = await start(['--data', newFolder()]);
    const [, finished] = await runJob(ready, absolute(-3));
    expect(finished).toBe('finished');
    const [id, failed] = await runJob(ready, absolute('text'));
    expect(failed).toBe('error');
    const answer = await send(ready, 'GET', `/jobs/${id}/results`);
    expect(answer.status).toBe(424);
    expect(await json(answer)).toMatchObject({
      code: 'ProcessParameterInvalid',
      path: [{ node_id: 'a' }]
    });
  });

  it('calls processes that the user has stored', async () => {
    const { ready } = await start(['--data', newFolder()]);
    await send(ready, 'PUT', '/process_graphs/distance', {
      parameters: [{ name: 'by', description: 'How far.', schema: { type: 'number' } }],
      returns: { description: 'The distance.', schema: { type: 'number' } },
      process_graph: {
        a: { process_id: 'absolute', arguments: { x: { from_parameter: 'by' } }, result: true }
      }
    });
    const graph = (namespace?: string) => ({
      process: {
        process_graph: {
          d: { process_id: 'distance', namespace, arguments: { by: -7 }, result: true }
        }
      }
    });
    expect(await (await send(ready, 'POST', '/result', graph('user'))).json()).toBe(7);
    expect(await (await send(ready, 'POST', '/result', graph())).json()).toBe(7);
    const refused = await json(await send(ready, 'POST', '/result', graph('backend')));
    expect(refused.code).toBe('ProcessUnsupported');
  });

  it('keeps where a stack lies', async () => {
    const data = newFolder();
    const [lines, samples] = [30, 40];
    const position = positionPlanes(lines, samples);
    const signal = new Float32Array(lines * samples).fill(1);
    await addStack({ folder: data }, 'small', {
      lines,
      samples,
      dates: ['2024-08-09'],
      polarizations: ['VV'],
      planes: [[signal, signal, ...position]]
    });
    const { ready } = await start(['--data', data]);
    const { collections } = await json(await send(ready, 'GET', '/collections'));
    const [{ id, extent }] = collections as {
      id: string;
      extent: { spatial: { bbox: number[][] } };
    }[];
    const [[west, south, east, north]] = extent.spatial.bbox;
    const [lats, lons] = position;
    const bbox = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    [west, south, east, north].forEach((degrees, i) => expect(degrees).toBeCloseTo(bbox[i], 6));
    expect(readdirSync(join(data, 'stacks')).sort()).toEqual(['.grounds.json', 'small']);
    expect((await send(ready, 'GET', `/collections/${id}`)).status).toBe(200);
  });

  it(
    'clears away a half-made sample scene, and makes a whole one before its first job',
    { timeout: 300_000 },
    async () => {
      const data = newFolder();
      mkdirSync(join(data, '.sample-scene-left'));
      const { ready } = await start(['--data', data, '--sample-scene']);
      expect(existsSync(join(data, 'sample-scene'))).toBe(false);
      const [id, status] = await runJob(ready, PREPROCESSING);
      const { logs } = await json(await send(ready, 'GET', `/jobs/${id}/logs`));
      const said = (logs as { message: string }[]).map(({ message }) => message).join('\n');
      expect(status, said).toBe('finished');
      expect(said).toMatch(/Waiting for the simulated sample scene/);
      expect(said).toMatch(/no product of burst 249435 IW2 .*SIMULATED sample scene answers/);
      expect(said).toMatch(/Acquisitions: 2024-08-09, 2024-08-21\. Its values are SIMULATED/);
      expect(readdirSync(data).filter(name => name.startsWith('.'))).toEqual([]);
      const products = readdirSync(join(data, 'sample-scene', 'slc'));
      expect(products).toHaveLength(5);
      expect(existsSync(join(data, 'coregistered'))).toBe(false);
    }
  );

  it('listens on a socket that was handed over, and ends with its input', async () => {
    const env = { INSAR_BACKEND_USER: 'ada', INSAR_BACKEND_PASSWORD: 'lovelace' };
    const handOver = [PYTHON, '-c', HAND_OVER];
    const { child, ready } = await start(['--data', newFolder()], env, handOver);
    expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*\/openeo\/1\.2$/);
    expect(ready).toEqual({ url: ready.url, user: 'ada' });
    const answer = await fetch(`${ready.url}/me`, {
      headers: { Authorization: `Basic ${btoa('ada:lovelace')}` }
    });
    expect(answer.status).toBe(200);
    child.stdin!.end();
    expect(await ended(child)).toBe(0);
  });

  it('ends cleanly on SIGTERM, and keeps its jobs', async () => {
    const data = newFolder();
    const first = await start(['--data', data]);
    const [id] = await runJob(first.ready, absolute(-3));
    first.child.kill('SIGTERM');
    expect(await ended(first.child)).toBe(0);
    const second = await start(['--data', data]);
    const job = await json(await send(second.ready, 'GET', `/jobs/${id}`));
    expect(job.status).toBe('finished');
  });

  it('shares a data folder without spoiling the jobs of another', async () => {
    const data = newFolder();
    const first = await start(['--data', data]);
    const second = await start(['--data', data]);
    const [id, status] = await runJob(first.ready, absolute(-3));
    expect(status).toBe('finished');
    expect((await json(await send(second.ready, 'GET', `/jobs/${id}`))).status).toBe('finished');
  });

  it('refuses wrong arguments and a taken port in one sentence', async () => {
    const { ready } = await start(['--data', newFolder()]);
    const { port } = new URL(ready.url);
    const wrong: [string[], RegExp][] = [
      [[], /--data DIR is missing/],
      [['--data', newFolder(), '--port', 'x'], /'x' is no port/],
      [['--data', newFolder(), '--what'], /--what/],
      [['--data', newFolder(), '--port', port], /cannot listen.*EADDRINUSE/]
    ];
    for (const [args, message] of wrong) {
      const child = spawn(process.execPath, [SCRIPT, ...args], { env: cleanEnvironment() });
      children.push(child);
      let said = '';
      child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
      expect(await ended(child)).toBe(1);
      expect(said).toMatch(message);
    }
  });
});
