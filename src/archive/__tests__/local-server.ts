import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A request that came: method and path, and the headers that matter. */
export interface Asked {
  readonly line: string;
  readonly range?: string;
  readonly authorization?: string;
}

/** A server on this machine, new for each test, that answers as the test says. */
export interface LocalServer {
  url: string;
  asked: Asked[];
  answer: Answer;
}

export function localServer(): LocalServer {
  const local: LocalServer = { url: '', asked: [], answer: (_, response) => response.end() };
  beforeEach(async () => {
    local.asked = [];
    const server = createServer((request, response) => {
      const { range, authorization } = request.headers;
      const line = `${request.method} ${decodeURIComponent(request.url!)}`;
      local.asked.push({ line, range, authorization });
      local.answer(request, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    local.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    };
  });
  return local;
}
