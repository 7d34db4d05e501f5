import type { Expression, Expressions, Node } from './expressions';

/*
 * Where float32 is enough. Products, quotients, roots, and sums of what is not negative keep the
 * share by which a number is off; it grows by half a unit in the last place (2^-24) an operation.
 * A difference does not: what is left of two numbers that are alike may be rounding alone, so that
 * it may only be a result, and only of one whose rounding counts against the size of its terms.
 * Comparisons and roundings to whole numbers turn a last digit into a step and are left to double
 * precision, as is everything else that is not listed here.
 */

/** Largest share by which a result may differ from that of double precision. */
const TOLERANCE = 1e-6;
const ROUNDING = 2 ** -24;
/** Powers of two between which float32 keeps all its digits. */
const [LEAST_POWER, LARGEST_POWER] = [-126, 127];
/** Digits of float32. */
const DIGITS = 24;
/** Input ranges that are tried, the widest first: magnitudes from 2^-k to 2^k, and zero. */
const RANGES = [62, 40, 30, 20];

/** What is known of the value of an expression; NaN aside, which both precisions agree on. */
interface Facts {
  /** Roundings: half units in the last place by which it may be off. */
  readonly roundings: number;
  /** True when that is a share of the value itself, not of the terms that it is the sum of. */
  readonly relative: boolean;
  readonly nonNegative: boolean;
  readonly nonZero: boolean;
  /** Powers of two of the least magnitude, zero aside, and of the largest. */
  readonly least: number;
  readonly largest: number;
}

/** A mask on which both precisions agree. */
type MaskFacts = 'false' | 'known';

type Found = Facts | MaskFacts | null;

/**
 * The largest magnitude for which results may be computed in float32: inputs have to be zero, or
 * between its inverse and it. Null when there is none.
 *
 * @param nonNegative - For each input, whether it is never negative.
 * @param summed - Whether rounding may count against the size of the terms of a result.
 */
export function singleRange(
  expressions: Expressions,
  results: readonly Expression[],
  nonNegative: readonly boolean[],
  summed: boolean
): number | null {
  const power = RANGES.find(range => {
    const facts = factsOf(expressions, nonNegative, range);
    return results.every(id => {
      const found = facts[id];
      return (
        isNumber(found) && (found.relative || summed) && found.roundings * ROUNDING <= TOLERANCE
      );
    });
  });
  return power === undefined ? null : 2 ** power;
}

/** For each result, whether it is never negative. */
export function neverNegative(
  expressions: Expressions,
  results: readonly Expression[],
  nonNegative: readonly boolean[]
): boolean[] {
  const facts = factsOf(expressions, nonNegative, RANGES[RANGES.length - 1]);
  return results.map(id => {
    const found = facts[id];
    return isNumber(found) && found.nonNegative;
  });
}

function isNumber(found: Found | undefined): found is Facts {
  return typeof found === 'object' && found !== null;
}

function factsOf(
  { nodes }: Expressions,
  nonNegative: readonly boolean[],
  range: number
): readonly Found[] {
  const facts: Found[] = [];
  nodes.forEach(node => facts.push(bounded(factsOfNode(node, facts, nodes, nonNegative, range))));
  return facts;
}

/** Null for a number that float32 may not hold with all its digits. */
function bounded(found: Found): Found {
  return isNumber(found) && !(found.least >= LEAST_POWER && found.largest <= LARGEST_POWER)
    ? null
    : found;
}

function factsOfNode(
  node: Node,
  facts: readonly Found[],
  nodes: readonly Node[],
  nonNegative: readonly boolean[],
  range: number
): Found {
  switch (node.op) {
    case 'load':
      return {
        ...{ roundings: 0, relative: true, nonNegative: nonNegative[node.input] ?? false },
        ...{ nonZero: false, least: -range, largest: range }
      };
    case 'constant':
      return constantFacts(node.value);
    case 'eq':
      return equality(node.of, facts, nodes);
    case 'ne':
      // Whether a value is NaN.
      return node.of[0] === node.of[1] && isNumber(facts[node.of[0]]) ? 'known' : null;
    case 'select':
      return selection(node.of.map(id => facts[id]));
    default:
      break;
  }
  const of = 'of' in node ? node.of.map(id => facts[id]) : [];
  if (!of.every(isNumber)) {
    return null;
  }
  const [x, y] = of;
  switch (node.op) {
    case 'abs':
      return { ...x, nonNegative: true };
    case 'neg':
      return { ...x, nonNegative: false };
    case 'min':
    case 'max':
      return x.relative && y.relative ? either(x, y) : null;
    case 'mul':
      return {
        roundings: x.roundings + y.roundings + 1,
        relative: x.relative && y.relative,
        nonNegative: (x.nonNegative && y.nonNegative) || (node.of[0] === node.of[1] && x.relative),
        nonZero: x.nonZero && y.nonZero,
        least: x.least + y.least,
        largest: x.largest + y.largest
      };
    case 'div':
      return y.relative
        ? {
            roundings: x.roundings + y.roundings + 1,
            relative: x.relative,
            nonNegative: x.nonNegative && y.nonNegative,
            nonZero: x.nonZero,
            least: x.least - y.largest,
            largest: x.largest - y.least
          }
        : null;
    case 'sqrt':
      return x.relative
        ? {
            ...x,
            roundings: x.roundings / 2 + 1,
            nonNegative: true,
            least: Math.floor(x.least / 2),
            largest: Math.ceil(x.largest / 2)
          }
        : null;
    case 'add':
    case 'sub':
      return sum(x, y, node.op === 'add' && x.nonNegative && y.nonNegative);
    default:
      return null;
  }
}

function constantFacts(value: number): Found {
  if (Number.isNaN(value) || value === 0) {
    return {
      ...{ roundings: 0, relative: true, nonNegative: true, nonZero: false },
      ...{ least: LARGEST_POWER, largest: LEAST_POWER }
    };
  }
  const power = Math.log2(Math.abs(value));
  return {
    roundings: Math.fround(value) === value ? 0 : 1,
    ...{ relative: true, nonNegative: value > 0, nonZero: true },
    ...{ least: Math.floor(power), largest: Math.ceil(power) }
  };
}

/** Whether a number that is never negative is minus infinity: it is not. */
function equality(
  of: readonly Expression[],
  facts: readonly Found[],
  nodes: readonly Node[]
): Found {
  const [x, other] = of;
  const found = facts[x];
  const constant = nodes[other];
  const isMinusInfinity = constant.op === 'constant' && constant.value === -Infinity;
  return isMinusInfinity && isNumber(found) && found.nonNegative ? 'false' : null;
}

function selection([mask, yes, no]: readonly Found[]): Found {
  if (mask === 'false') {
    return no;
  }
  return mask === 'known' && isNumber(yes) && isNumber(no) ? either(yes, no) : null;
}

function either(x: Facts, y: Facts): Facts {
  return {
    roundings: Math.max(x.roundings, y.roundings),
    relative: x.relative && y.relative,
    nonNegative: x.nonNegative && y.nonNegative,
    nonZero: x.nonZero && y.nonZero,
    least: Math.min(x.least, y.least),
    largest: Math.max(x.largest, y.largest)
  };
}

function sum(x: Facts, y: Facts, nonNegative: boolean): Facts {
  const exact = x.roundings === 0 && y.roundings === 0;
  const roundings = Math.max(x.roundings, y.roundings) + 1;
  const largest = Math.max(x.largest, y.largest) + 1;
  if (nonNegative && x.relative && y.relative) {
    const sure = [x, y].filter(term => term.nonZero).map(term => term.least);
    const least = sure.length > 0 ? Math.max(...sure) : Math.min(x.least, y.least);
    const nonZero = sure.length > 0;
    return { roundings, relative: true, nonNegative, nonZero, least, largest };
  }
  // A difference of exact numbers is rounded once, and no less than their last digits apart. Of
  // others little may be left, and no product of it is looked at any more: no power is below.
  return {
    roundings,
    relative: exact,
    ...{ nonNegative: false, nonZero: false },
    least: exact ? Math.min(x.least, y.least) - DIGITS : LEAST_POWER,
    largest
  };
}
