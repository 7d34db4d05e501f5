import { EngineError, isDataCube } from '../engine';
import type { Json, Value } from '../engine';

/** The value of a graph that saved no file. @throws EngineError for a cube: nothing computed it. */
export function unsavedValue(value: Value, warn: (message: string) => void): Json {
  if (isDataCube(value)) {
    throw new EngineError(
      'ProcessGraphInvalid',
      'The result of the process graph is a data cube that was not saved; end the graph with save_result.'
    );
  }
  const text = JSON.stringify(value) ?? 'null';
  warn(`The process graph saved no file; its value is ${text.slice(0, 200)}.`);
  return JSON.parse(text) as Json;
}
