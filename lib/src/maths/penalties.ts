import { flattenNested, mapNested, type Nested } from './nested';

/** A penalty on weights: added to the loss, it pulls them towards 0. */
export interface Penalty {
  /** what is added to the loss */
  output(weights: Nested, strength: number): number;
  /** of the penalty with respect to each weight; shape as the weights */
  gradient<T extends Nested>(weights: T, strength: number): T;
}

/** Names of the penalties. */
export type PenaltyName = 'l1' | 'l2';

/**
 * L1 and L2 regularization.
 *
 *     L1: λ Σ |w|,  gradient λ sign(w): the same pull on every weight, so that small ones become 0
 *     L2: λ Σ w²,   gradient 2 λ w: a pull in proportion, so that large ones become smaller
 *
 * As in Keras and TensorFlow.js there is no factor ½ in L2. Where a weight is 0, the gradient of L1 is taken as 0.
 */
export const penalties: Readonly<Record<PenaltyName, Penalty>> = {
  l1: {
    output: (weights, strength) => strength * flattenNested(weights).reduce((sum, w) => sum + Math.abs(w), 0),
    gradient: (weights, strength) => mapNested(weights, (w) => strength * Math.sign(w)),
  },
  l2: {
    output: (weights, strength) => strength * flattenNested(weights).reduce((sum, w) => sum + w * w, 0),
    gradient: (weights, strength) => mapNested(weights, (w) => 2 * strength * w),
  },
};
