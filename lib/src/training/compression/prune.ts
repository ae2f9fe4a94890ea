import { tf } from '../../engine';
import { applyMask, magnitudeMask, magnitudeMasks } from '../../maths/pruning';
import { type KernelWeight, kernelsOf } from '../../models/kernels-of';
import { checkName } from '../../models/layer-choices';
import { UserError } from '../../project';
import type { Listener } from '../events';

const scopes = ['global', 'layer'] as const;

export interface PruneOptions {
  /** share of the weights to take away, 0 … 1, of those that kernels have; biases and normalization stay */
  sparsity: number;
  /** the smallest weights of the whole network, or as many in each layer; default: `global` */
  scope?: (typeof scopes)[number];
}

/** What is left of one kernel. */
export interface PrunedLayer {
  layer: string;
  weights: number;
  /** of them, those that are not taken away */
  left: number;
}

/** A model whose smallest weights are gone. */
export interface Pruned {
  layers: PrunedLayer[];
  /**
   * For `onEvent` of `fit`: takes the weights away again after each step, so that retraining leaves them at 0.
   * @param listener hears the same events afterwards, such as `liveCurves()`
   */
  keep(listener?: Listener): Listener;
  /** frees the masks */
  dispose(): void;
}

/**
 * Magnitude pruning: sets the weights of a trained model that are closest to 0 to 0, by `magnitudeMasks`. Pruned again later, weights that are
 * gone are the smallest of all, so they stay gone.
 *
 * @returns how much is left, and what keeps it so while the rest is trained on
 * @throws UserError for a scope that does not exist or a sparsity outside of 0 … 1
 * @see Han, Pool, Tran and Dally, "Learning both weights and connections for efficient neural networks", 2015
 * @example
 * const pruned = prune(model, { sparsity: 0.9 });
 * await fit(model, train, { epochs: 2, onEvent: pruned.keep(liveCurves()) });
 */
export function prune(model: tf.LayersModel, { sparsity, scope = 'global' }: PruneOptions): Pruned {
  checkName(scope, 'scope', scopes);
  if (!(sparsity >= 0 && sparsity <= 1)) throw new UserError(`sparsity must be from 0 to 1, got ${sparsity}.`);
  const kernels = kernelsOf(model);
  const values = kernels.map(({ value }) => Array.from(value.read().dataSync()));
  const kept =
    scope === 'global' ? magnitudeMasks(values, sparsity) : values.map((layer) => magnitudeMask(layer, sparsity));
  const masks = kernels.map(({ shape }, i) => tf.tensor(kept[i], shape, 'float32'));
  kernels.forEach(({ value, shape }, i) => {
    tf.tidy(() => {
      value.write(tf.tensor(applyMask(values[i], kept[i]), shape, 'float32'));
    });
  });
  return {
    layers: kernels.map((kernel, i) => ({
      layer: layerName(kernel),
      weights: kept[i].length,
      left: kept[i].reduce((sum, stays) => sum + stays, 0),
    })),
    keep: (listener) => async (event) => {
      if (event.type === 'batch') applyMasks(kernels, masks);
      await listener?.(event);
    },
    dispose: () => tf.dispose(masks),
  };
}

function applyMasks(kernels: KernelWeight[], masks: tf.Tensor[]): void {
  kernels.forEach(({ value }, i) => {
    tf.tidy(() => {
      value.write(tf.mul(value.read(), masks[i]));
    });
  });
}

function layerName({ value }: KernelWeight): string {
  return value.originalName.split('/')[0];
}
