import type { Expression, Lanes, VectorForm } from '../../engine';

/** A form of some numbers that are named like this. */
export function ofNumbers(
  names: readonly string[],
  write: (lanes: Lanes, ...of: Expression[]) => Expression
): VectorForm {
  return (args, lanes) => {
    const operands = lanes.readAll(names.map(name => args[name]));
    return operands && lanes.number(write(lanes, ...operands));
  };
}

function limited(lanes: Lanes, x: Expression, least: number, most: number): Expression {
  const above = lanes.compute('max', x, lanes.constant(least));
  return lanes.compute('min', above, lanes.constant(most));
}

function areNumbers(values: readonly unknown[]): values is readonly number[] {
  return values.every(value => typeof value === 'number');
}

const power: VectorForm = (args, lanes) => {
  const operands = lanes.readAll([args.base, args.p]);
  if (!operands) {
    return null;
  }
  const [base, p] = operands;
  if (args.p === 2) {
    return lanes.number(lanes.compute('mul', base, base));
  }
  if (args.p === 0.5) {
    const infinite = lanes.compare('eq', base, lanes.constant(-Infinity));
    const root = lanes.compute('sqrt', base);
    return lanes.number(lanes.choose(infinite, lanes.constant(Infinity), root));
  }
  // In a cube NaN is no-data, which the language's NaN ** 0 === 1 would lose.
  const raised = lanes.call('pow', base, p);
  return lanes.number(lanes.choose(lanes.isNaN(base), lanes.constant(NaN), raised));
};

const clip: VectorForm = ({ x, min, max }, lanes) => {
  const cells = lanes.read(x);
  const range = [min, max];
  return cells !== null && areNumbers(range) && range[0] <= range[1]
    ? lanes.number(limited(lanes, cells, range[0], range[1]))
    : null;
};

const linearScaleRange: VectorForm = (args, lanes) => {
  const x = lanes.read(args.x);
  const ends = [args.inputMin, args.inputMax, args.outputMin, args.outputMax];
  if (x === null || !areNumbers(ends)) {
    return null;
  }
  const [inputMin, inputMax, outputMin, outputMax] = ends;
  const least = Math.min(inputMin, inputMax);
  const within = limited(lanes, x, least, Math.max(inputMin, inputMax));
  const over = lanes.compute('sub', within, lanes.constant(inputMin));
  const share = lanes.compute('div', over, lanes.constant(inputMax - inputMin));
  const scaled = lanes.compute('mul', share, lanes.constant(outputMax - outputMin));
  return lanes.number(lanes.compute('add', scaled, lanes.constant(outputMin)));
};

const log: VectorForm = ({ x, base }, lanes) => {
  const cells = lanes.read(x);
  if (cells === null || typeof base !== 'number') {
    return null;
  }
  if (base === 10 || base === 2) {
    return lanes.number(lanes.call(base === 10 ? 'log10' : 'log2', cells));
  }
  const divisor = lanes.constant(Math.log(base));
  return lanes.number(lanes.compute('div', lanes.call('log', cells), divisor));
};

const sgn = ofNumbers(['x'], (lanes, x) => {
  const zero = lanes.constant(0);
  const negative = lanes.choose(lanes.compare('lt', x, zero), lanes.constant(-1), x);
  return lanes.choose(lanes.compare('gt', x, zero), lanes.constant(1), negative);
});

const normalizedDifference = ofNumbers(['x', 'y'], (lanes, x, y) =>
  lanes.compute('div', lanes.compute('sub', x, y), lanes.compute('add', x, y))
);

export const ARITHMETIC_FORMS: Readonly<Record<string, VectorForm>> = {
  absolute: ofNumbers(['x'], (lanes, x) => lanes.compute('abs', x)),
  add: ofNumbers(['x', 'y'], (lanes, x, y) => lanes.compute('add', x, y)),
  arccos: ofNumbers(['x'], (lanes, x) => lanes.call('acos', x)),
  arcosh: ofNumbers(['x'], (lanes, x) => lanes.call('acosh', x)),
  arcsin: ofNumbers(['x'], (lanes, x) => lanes.call('asin', x)),
  arctan: ofNumbers(['x'], (lanes, x) => lanes.call('atan', x)),
  arctan2: ofNumbers(['y', 'x'], (lanes, y, x) => lanes.call('atan2', y, x)),
  arsinh: ofNumbers(['x'], (lanes, x) => lanes.call('asinh', x)),
  artanh: ofNumbers(['x'], (lanes, x) => lanes.call('atanh', x)),
  ceil: ofNumbers(['x'], (lanes, x) => lanes.compute('ceil', x)),
  clip,
  cos: ofNumbers(['x'], (lanes, x) => lanes.call('cos', x)),
  cosh: ofNumbers(['x'], (lanes, x) => lanes.call('cosh', x)),
  divide: ofNumbers(['x', 'y'], (lanes, x, y) => lanes.compute('div', x, y)),
  exp: ofNumbers(['p'], (lanes, p) => lanes.call('exp', p)),
  floor: ofNumbers(['x'], (lanes, x) => lanes.compute('floor', x)),
  int: ofNumbers(['x'], (lanes, x) => lanes.compute('trunc', x)),
  linear_scale_range: linearScaleRange,
  ln: ofNumbers(['x'], (lanes, x) => lanes.call('log', x)),
  log,
  multiply: ofNumbers(['x', 'y'], (lanes, x, y) => lanes.compute('mul', x, y)),
  normalized_difference: normalizedDifference,
  power,
  sgn,
  sin: ofNumbers(['x'], (lanes, x) => lanes.call('sin', x)),
  sinh: ofNumbers(['x'], (lanes, x) => lanes.call('sinh', x)),
  sqrt: ofNumbers(['x'], (lanes, x) => lanes.compute('sqrt', x)),
  subtract: ofNumbers(['x', 'y'], (lanes, x, y) => lanes.compute('sub', x, y)),
  tan: ofNumbers(['x'], (lanes, x) => lanes.call('tan', x)),
  tanh: ofNumbers(['x'], (lanes, x) => lanes.call('tanh', x))
};
