import type { Context } from 'hono';
import type { Json, LogLevel } from '../engine';
import { LOG_LEVELS, type JobChanges, type JobProcess, type JobRequest } from '../jobs';
import { ApiError } from './api-error';

type JsonObject = { [key: string]: Json };

/** Members of a job that the back-end decides; a client cannot change them. */
const READ_ONLY = [
  'id',
  'status',
  'progress',
  'created',
  'updated',
  'queued',
  'started',
  'costs',
  'usage',
  'links'
];
const NAMED = ['process', 'title', 'description', 'plan', 'budget', 'log_level'];

/** The body of a request, which must be a JSON object. @throws ApiError */
export async function readObject(c: Context): Promise<JsonObject> {
  const text = await c.req.text();
  if (text.trim() === '') {
    throw new ApiError('RequestInvalid', 'The request has no body; send a JSON object.');
  }
  const type = c.req.header('Content-Type');
  if (type && !/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new ApiError(
      'ContentTypeInvalid',
      `The media type '${type}' is not supported. Allowed: application/json`
    );
  }
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch (cause) {
    const { message } = cause as Error;
    throw new ApiError('RequestInvalid', `The body is not JSON: ${message}`, {}, { cause });
  }
  if (!isObject(body)) {
    throw new ApiError('RequestInvalid', 'The body must be a JSON object.');
  }
  return body;
}

/** A new job. A member that is null counts as not said. @throws ApiError */
export function jobRequestOf(body: JsonObject): JobRequest {
  const changes = jobMembers(withoutNulls(body));
  return { ...(changes as Omit<JobRequest, 'process'>), process: processOf(body.process) };
}

/** Changes to a job; null removes a member. @throws ApiError */
export function jobChangesOf(body: JsonObject): JobChanges {
  const fixed = READ_ONLY.find(name => name in body);
  if (fixed) {
    throw new ApiError('PropertyNotEditable', `The specified property '${fixed}' is read-only.`);
  }
  const process = body.process === undefined ? {} : { process: processOf(body.process) };
  return { ...jobMembers(body), ...process };
}

/** A process that has a process graph of the right shape. @throws ApiError */
export function processOf(json: Json | undefined): JobProcess {
  if (!isObject(json)) {
    throw new ApiError('ProcessGraphMissing', "The member 'process' must be an object.");
  }
  const graph = json.process_graph;
  if (!isObject(graph) || Object.keys(graph).length === 0) {
    throw new ApiError(
      'ProcessGraphMissing',
      'Invalid process specified. It does not contain a process graph.'
    );
  }
  for (const [nodeId, node] of Object.entries(graph)) {
    if (!isObject(node) || typeof node.process_id !== 'string') {
      throw new ApiError(
        'ProcessGraphInvalid',
        `Node '${nodeId}' of the process graph must be an object with a 'process_id'.`
      );
    }
  }
  return { ...withoutNulls(json), process_graph: graph };
}

function jobMembers(body: JsonObject): JobChanges {
  const additional = Object.entries(body).filter(
    ([name]) => !NAMED.includes(name) && !READ_ONLY.includes(name)
  );
  return {
    ...member(body, 'title', 'title', 'a text', isText),
    ...member(body, 'description', 'description', 'a text', isText),
    ...member(body, 'plan', 'plan', 'a text', isText),
    ...member(body, 'budget', 'budget', 'a number of at least 0', isAmount),
    ...member(body, 'log_level', 'logLevel', `one of ${LOG_LEVELS.join(', ')}`, isLevel),
    ...(additional.length > 0 ? { additional: Object.fromEntries(additional) } : {})
  };
}

function member(
  body: JsonObject,
  name: string,
  key: keyof JobChanges,
  expected: string,
  isRight: (value: Json) => boolean
): JobChanges {
  const value = body[name];
  if (value === undefined) {
    return {};
  }
  if (value !== null && !isRight(value)) {
    const code = name === 'budget' ? 'BudgetInvalid' : 'RequestInvalid';
    throw new ApiError(code, `The member '${name}' must be ${expected} or null.`);
  }
  return { [key]: value };
}

const isText = (value: Json) => typeof value === 'string';
const isAmount = (value: Json) => typeof value === 'number' && value >= 0;
const isLevel = (value: Json) => LOG_LEVELS.includes(value as LogLevel);

/** The object without its members that are null; what lies deeper stays as it is. */
function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
