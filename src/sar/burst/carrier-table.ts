import type { TopsCarrier } from './tops-carrier';

/** Samples from node to node: between them the carrier bends by less than 1e-4 rad. */
const NODE_STEP = 64;

/**
 * The carrier of a burst at every 64th sample as a parabola of azimuth time eta from the burst's
 * middle: A eta^2 + B eta + C, in rad, three numbers a node. The first node is sample -64.
 */
export function carrierTable(carrier: TopsCarrier, samples: number): Float64Array {
  const nodes = Math.ceil(samples / NODE_STEP) + 3;
  const table = new Float64Array(nodes * 3);
  for (let node = 0; node < nodes; node++) {
    const rates = carrier.ratesAt((node - 1) * NODE_STEP);
    const { centroidRateHzS, dopplerCentroidHz, referenceTimeS } = rates;
    const quadratic = Math.PI * centroidRateHzS;
    const linear = 2 * Math.PI * dopplerCentroidHz;
    table[3 * node] = quadratic;
    table[3 * node + 1] = linear - 2 * quadratic * referenceTimeS;
    table[3 * node + 2] = (quadratic * referenceTimeS - linear) * referenceTimeS;
  }
  return table;
}

/**
 * The carrier at a fractional sample from such a table, in rad.
 *
 * @param etaS - Azimuth time from the burst's middle.
 */
export function carrierRad(table: Float64Array, sample: number, etaS: number): number {
  const node = Math.floor(sample / NODE_STEP);
  const along = sample / NODE_STEP - node;
  const at = (node + 1) * 3;
  const c2 = table[at] + along * (table[at + 3] - table[at]);
  const c1 = table[at + 1] + along * (table[at + 4] - table[at + 1]);
  const c0 = table[at + 2] + along * (table[at + 5] - table[at + 2]);
  return (c2 * etaS + c1) * etaS + c0;
}
