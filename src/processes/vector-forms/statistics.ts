import { ColumnList } from '../../engine';
import type { Expression, Lanes, VectorForm } from '../../engine';

/** The valid elements of an array, one pixel beside another. */
interface Sample {
  readonly elements: readonly Expression[];
  /** Number of elements that are not no-data. */
  readonly count: Expression;
}

/** A number of an array: no-data where there is no value, or without `ignore_nodata` any no-data. */
function statistic(write: (lanes: Lanes, sample: Sample) => Expression): VectorForm {
  return ({ data, ignore_nodata: ignore }, lanes) => {
    const elements = data instanceof ColumnList ? lanes.readAll(data.elements) : null;
    if (!elements || elements.length === 0 || typeof (ignore ?? true) !== 'boolean') {
      return null;
    }
    const [zero, one] = [lanes.constant(0), lanes.constant(1)];
    const count = elements
      .map(element => lanes.choose(lanes.isNaN(element), zero, one))
      .reduce((total, present) => lanes.compute('add', total, present));
    const least = ignore === false ? elements.length : 1;
    const missing = lanes.compare('lt', count, lanes.constant(least));
    const value = write(lanes, { elements, count });
    return lanes.number(lanes.choose(missing, lanes.constant(NaN), value));
  };
}

/** All elements combined from `start` on; those without a value change nothing. */
function fold(
  lanes: Lanes,
  elements: readonly Expression[],
  start: number,
  op: 'add' | 'mul' | 'min' | 'max'
): Expression {
  return elements.reduce(
    (total, element) =>
      lanes.choose(lanes.isNaN(element), total, lanes.compute(op, total, element)),
    lanes.constant(start)
  );
}

function mean(lanes: Lanes, { elements, count }: Sample): Expression {
  return lanes.compute('div', fold(lanes, elements, 0, 'add'), count);
}

/** Sum of squared deviations from the mean by n - 1. */
function variance(lanes: Lanes, sample: Sample): Expression {
  const middle = mean(lanes, sample);
  const squares = sample.elements.reduce((total, element) => {
    const deviation = lanes.compute('sub', element, middle);
    const more = lanes.compute('add', total, lanes.compute('mul', deviation, deviation));
    return lanes.choose(lanes.isNaN(element), total, more);
  }, lanes.constant(0));
  return lanes.compute('div', squares, lanes.compute('sub', sample.count, lanes.constant(1)));
}

export const STATISTIC_FORMS: Readonly<Record<string, VectorForm>> = {
  max: statistic((lanes, { elements }) => fold(lanes, elements, -Infinity, 'max')),
  mean: statistic(mean),
  min: statistic((lanes, { elements }) => fold(lanes, elements, Infinity, 'min')),
  product: statistic((lanes, { elements }) => fold(lanes, elements, 1, 'mul')),
  sd: statistic((lanes, sample) => lanes.compute('sqrt', variance(lanes, sample))),
  sum: statistic((lanes, { elements }) => fold(lanes, elements, 0, 'add')),
  variance: statistic(variance)
};
