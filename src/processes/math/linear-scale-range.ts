import { Column, defineProcess } from '../../engine';
import { NUMBER, NUMBER_OR_NULL, parameter } from '../definitions';

function scaler(args: Readonly<Record<string, unknown>>): (x: number) => number {
  const { inputMin, inputMax, outputMin, outputMax } = args as Record<string, number>;
  const least = Math.min(inputMin, inputMax);
  const most = Math.max(inputMin, inputMax);
  return x =>
    ((Math.min(Math.max(x, least), most) - inputMin) / (inputMax - inputMin)) *
      (outputMax - outputMin) +
    outputMin;
}

export const linearScaleRange = defineProcess({
  definition: {
    id: 'linear_scale_range',
    summary: 'Linear scaling between ranges',
    description:
      'Limits `x` to the input range and maps it linearly to the output range:\n`(x - inputMin) / (inputMax - inputMin) * (outputMax - outputMin) + outputMin`.\n\nNo-data values are passed through.',
    categories: ['math'],
    parameters: [
      parameter('x', 'The number to scale.', NUMBER_OR_NULL),
      parameter('inputMin', 'Start of the input range.', NUMBER),
      parameter('inputMax', 'End of the input range.', NUMBER),
      parameter('outputMin', 'What the start of the input range becomes.', NUMBER, 0),
      parameter('outputMax', 'What the end of the input range becomes.', NUMBER, 1)
    ],
    returns: { description: 'The scaled number.', schema: NUMBER_OR_NULL }
  },
  run: args => {
    const x = args.x as number | null;
    return x === null ? null : scaler(args)(x);
  },
  columns: (args, batch) => {
    const x = batch.read(args.x);
    const bounds = [args.inputMin, args.inputMax, args.outputMin, args.outputMax];
    if (!x || !bounds.every(bound => typeof bound === 'number')) {
      return null;
    }
    const scale = scaler(args);
    const result = batch.cells();
    for (let i = 0; i < batch.count; i++) {
      result[i] = scale(x[i]);
    }
    return new Column('number', result);
  }
});
