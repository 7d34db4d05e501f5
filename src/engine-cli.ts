/**
 * The process engine over JSON lines: one request a line on standard input, one answer a line on
 * standard output.
 *
 * - `{"op": "list"}` answers `{"processes": […]}` with the definitions.
 * - `{"op": "exec", "id": …, "args": {…}}` answers `{"result": …}`, or
 *   `{"error": code, "message": …}` with a code of openEO.
 *
 * Non-finite numbers travel as `{"$num": "NaN" | "Infinity" | "-Infinity"}`; arrays with labels,
 * cubes and callbacks as objects with `type` or `process_graph`. There are no files and no network
 * here: processes that load or save data fail with a message that says so.
 */
import { createInterface } from 'node:readline';
import {
  completeArguments,
  EngineError,
  GraphCallback,
  isEngineError,
  jsonCodec,
  RecordingContext,
  type Value
} from './engine';
import { registry as createRegistry, type ProcessServices } from './processes';

interface Request {
  readonly op?: string;
  readonly id?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

const withoutServices = new Proxy({} as ProcessServices, {
  get: (_, name) => {
    throw new EngineError(
      'FeatureUnsupported',
      `The engine alone has no '${String(name)}'; run this process in a job of the back-end.`
    );
  }
});

const registry = createRegistry();
const context = new RecordingContext<ProcessServices>(withoutServices);
const codec = jsonCodec(graph => new GraphCallback(graph, { registry, context, parameters: {} }));

async function answer(line: string): Promise<unknown> {
  const request = JSON.parse(line) as Request;
  if (request.op === 'list') {
    return { processes: registry.list() };
  }
  if (request.op !== 'exec' || typeof request.id !== 'string') {
    throw new EngineError('Internal', 'A request has "op": "list", or "op": "exec" and an "id".');
  }
  const process = registry.require({ process_id: request.id });
  const given = codec.decode(request.args ?? {}) as Readonly<Record<string, Value>>;
  const value = await process.run(completeArguments(process, given), {
    context,
    processId: request.id,
    nodeId: null
  });
  return { result: await codec.encode(value) };
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') {
    continue;
  }
  let reply: unknown;
  try {
    reply = await answer(line);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    reply = { error: isEngineError(error) ? error.code : 'Internal', message };
  }
  process.stdout.write(JSON.stringify(reply) + '\n');
}
