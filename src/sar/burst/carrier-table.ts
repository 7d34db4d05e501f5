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
