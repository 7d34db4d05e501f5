import type { Expression } from './expressions';
import { LANES, type LoopSpec } from './loop-spec';

/**
 * When a loop computes an expression, counted in vectors ahead of the one that it stores: results
 * that are looked at further on in the line are computed there, once, and carried along.
 */
export interface Place {
  /** Vectors ahead at which it is computed: as far as anyone looks. */
  readonly lead: number;
  /** Vectors ahead at which it is looked at last; it is carried from `lead` to there. */
  readonly least: number;
}

/** The operands of an expression, with the vectors that each is looked at ahead of it. */
export function operandsOf(
  { expressions, lanes }: LoopSpec,
  id: Expression
): readonly (readonly [operand: Expression, ahead: number])[] {
  const node = expressions.nodes[id];
  if (node.op === 'ahead') {
    const ahead = Math.floor(node.cells / LANES[lanes]);
    const [operand] = node.of;
    // Cells that begin within a vector end in the next one.
    return node.cells % LANES[lanes] === 0
      ? [[operand, ahead]]
      : [
          [operand, ahead],
          [operand, ahead + 1]
        ];
  }
  return 'of' in node ? node.of.map(operand => [operand, 0] as const) : [];
}

/** The place of every expression that the outputs need, operands before what is computed of them. */
export function placesOf(spec: LoopSpec): ReadonlyMap<Expression, Place> {
  const places = new Map<Expression, Place>();
  const lookAt = (id: Expression, vectors: number): void => {
    // A constant is the same everywhere.
    const ahead = spec.expressions.nodes[id].op === 'constant' ? 0 : vectors;
    const { lead, least } = places.get(id) ?? { lead: ahead, least: ahead };
    places.set(id, { lead: Math.max(lead, ahead), least: Math.min(least, ahead) });
  };
  spec.outputs.forEach(({ value }) => lookAt(value, 0));
  for (let id = spec.expressions.nodes.length - 1; id >= 0; id--) {
    const place = places.get(id);
    if (place) {
      operandsOf(spec, id).forEach(([operand, ahead]) => lookAt(operand, place.lead + ahead));
    }
  }
  return new Map([...places].sort(([a], [b]) => a - b));
}
