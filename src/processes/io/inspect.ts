import { isCallback, isDataCube, isLabelledArray, isSpatial } from '../../engine';
import type { DataCube, LogLevel, Process, Value } from '../../engine';
import { textArgument } from '../arguments';
import { ANYTHING_ALLOWED, parameter, TEXT } from '../definitions';

/** Characters of a value that a log entry shows. */
const MOST_CHARACTERS = 1000;

function describeCube({ dimensions }: DataCube): string {
  const parts = dimensions.map(d =>
    isSpatial(d)
      ? `${d.name}: ${d.size} cells from ${d.first} by ${d.step} (${d.crs ?? 'radar geometry'})`
      : `${d.name}: ${d.labels.join(', ')}`
  );
  return `data cube with ${parts.length > 0 ? parts.join('; ') : 'no dimensions'}`;
}

function describe(value: Value): string {
  if (isDataCube(value)) {
    return describeCube(value);
  }
  if (isCallback(value)) {
    return 'a process';
  }
  const plain = isLabelledArray(value)
    ? value.values.map((element, i) => ({ label: value.labels[i], value: element }))
    : value;
  return typeof plain === 'number' ? String(plain) : JSON.stringify(plain);
}

export const inspect: Process = {
  definition: {
    id: 'inspect',
    summary: 'Write to the log',
    description:
      'Writes a value to the log and hands it on as it is. Of a cube the dimensions are written, not the cells; long values are cut.',
    categories: ['development'],
    parameters: [
      parameter('data', 'The value.', ANYTHING_ALLOWED),
      parameter('message', 'A text in front of the value.', TEXT, ''),
      parameter('code', 'A mark by which entries can be found.', TEXT, 'User'),
      parameter(
        'level',
        'How severe the entry is.',
        { type: 'string', enum: ['error', 'warning', 'info', 'debug'] },
        'info'
      )
    ],
    returns: { description: 'The value, unchanged.', schema: ANYTHING_ALLOWED }
  },
  run(args, call) {
    const message = textArgument(args, 'message', call);
    const described = describe(args.data);
    const shown =
      described.length > MOST_CHARACTERS ? `${described.slice(0, MOST_CHARACTERS)}…` : described;
    call.context.log(
      args.level as LogLevel,
      `${textArgument(args, 'code', call)}: ${message === '' ? '' : `${message} `}${shown}`,
      call.nodeId ?? undefined
    );
    return args.data;
  }
};
