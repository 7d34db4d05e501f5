import type { Expression, Lanes, Operand, VectorForm } from '../../engine';
import { isBoolean } from '../comparison/compare';

function ordering(op: 'lt' | 'gt' | 'le' | 'ge'): VectorForm {
  return (args, lanes) => {
    const operands = lanes.readAll([args.x, args.y]);
    if (!operands || isBoolean(args.x) || isBoolean(args.y)) {
      return null;
    }
    const [x, y] = operands;
    return lanes.boolean(lanes.truth(lanes.compare(op, x, y), x, y));
  };
}

function equality(same: boolean): VectorForm {
  return ({ x, y, delta = null }, lanes) => {
    const operands = lanes.readAll([x, y]);
    const exact = delta === null;
    if (!operands || isBoolean(x) !== isBoolean(y) || !(exact || typeof delta === 'number')) {
      return null;
    }
    const [a, b] = operands;
    const equal = lanes.compare('eq', a, b);
    const apart = lanes.compute('abs', lanes.compute('sub', a, b));
    const near = lanes.compare('le', apart, lanes.constant(exact ? 0 : delta));
    const mask = lanes.either(equal, near);
    return lanes.boolean(lanes.truth(same ? mask : lanes.opposite(mask), a, b));
  };
}

const between: VectorForm = ({ x, min, max, exclude_max: open }, lanes) => {
  const cells = lanes.read(x);
  if (cells === null || isBoolean(x) || typeof min !== 'number' || typeof max !== 'number') {
    return null;
  }
  const above = lanes.compare('ge', cells, lanes.constant(min));
  const below = lanes.compare(open === true ? 'lt' : 'le', cells, lanes.constant(max));
  return lanes.boolean(lanes.truth(lanes.both(above, below), cells));
};

/** A boolean of one value of any kind, which is known for no-data, too. */
function looking(mask: (lanes: Lanes, x: Expression) => Expression): VectorForm {
  return ({ x }, lanes) => {
    const cells = lanes.read(x);
    return cells === null ? null : lanes.boolean(lanes.truth(mask(lanes, cells)));
  };
}

function isInfinite(lanes: Lanes, x: Expression): Expression {
  return lanes.compare('eq', lanes.compute('abs', x), lanes.constant(Infinity));
}

function isFinite(lanes: Lanes, x: Expression): Expression {
  return lanes.compare('lt', lanes.compute('abs', x), lanes.constant(Infinity));
}

/** Mask of the cells that are true: neither 0 nor no-data. */
function isTrue(lanes: Lanes, x: Expression): Expression {
  return lanes.both(isNotZero(lanes, x), lanes.opposite(lanes.isNaN(x)));
}

function isFalse(lanes: Lanes, x: Expression): Expression {
  return lanes.compare('eq', x, lanes.constant(0));
}

function isNotZero(lanes: Lanes, x: Expression): Expression {
  return lanes.compare('ne', x, lanes.constant(0));
}

/** True where `yes` is set, false where `no` is, else no-data. */
function threeValued(lanes: Lanes, yes: Expression, no: Expression): Expression {
  const known = lanes.choose(no, lanes.constant(0), lanes.constant(NaN));
  return lanes.choose(yes, lanes.constant(1), known);
}

function and(lanes: Lanes, x: Expression, y: Expression): Expression {
  const no = lanes.either(isFalse(lanes, x), isFalse(lanes, y));
  return threeValued(lanes, lanes.both(isTrue(lanes, x), isTrue(lanes, y)), no);
}

function or(lanes: Lanes, x: Expression, y: Expression): Expression {
  const yes = lanes.either(isTrue(lanes, x), isTrue(lanes, y));
  return threeValued(lanes, yes, lanes.both(isFalse(lanes, x), isFalse(lanes, y)));
}

function xor(lanes: Lanes, x: Expression, y: Expression): Expression {
  const one = lanes.both(isNotZero(lanes, x), isFalse(lanes, y));
  const other = lanes.both(isFalse(lanes, x), isNotZero(lanes, y));
  return lanes.truth(lanes.either(one, other), x, y);
}

function logical(write: (lanes: Lanes, x: Expression, y: Expression) => Expression): VectorForm {
  return (args, lanes) => {
    const operands = lanes.readAll([args.x, args.y]);
    return operands && lanes.boolean(write(lanes, operands[0], operands[1]));
  };
}

const not: VectorForm = ({ x }, lanes) => {
  const cells = lanes.read(x);
  return cells === null ? null : lanes.boolean(lanes.truth(isFalse(lanes, cells), cells));
};

const choose: VectorForm = ({ value, accept, reject }, lanes) => {
  const operands = lanes.readAll([value, accept, reject]);
  const mixed = reject !== null && isBoolean(accept) !== isBoolean(reject as Operand);
  if (!operands || mixed) {
    return null;
  }
  const [condition, yes, no] = operands;
  const chosen = lanes.choose(isTrue(lanes, condition), yes, no);
  return isBoolean(accept) ? lanes.boolean(chosen) : lanes.number(chosen);
};

export const DECISION_FORMS: Readonly<Record<string, VectorForm>> = {
  and: logical(and),
  between,
  eq: equality(true),
  gt: ordering('gt'),
  gte: ordering('ge'),
  if: choose,
  is_infinite: looking(isInfinite),
  is_nan: looking((lanes, x) => lanes.isNaN(x)),
  is_nodata: looking((lanes, x) => lanes.isNaN(x)),
  is_valid: looking(isFinite),
  lt: ordering('lt'),
  lte: ordering('le'),
  neq: equality(false),
  not,
  or: logical(or),
  xor: logical(xor)
};
