import {
  type BatchNormOptions,
  type BatchNormParameters,
  batchNorm,
  batchNormBackward,
  batchNormInference,
  batchNormInferenceBackward,
} from './batch-norm';
import { dropout } from './dropout';
import { layer, type NetworkLayer } from './layers';
import type { Matrix } from './shapes';

/** Layers that do one thing in training and another in use. */

/**
 * Batch normalization of a dense layer's output. It learns γ and β; the running statistics are the caller's to keep, as `batchNorm` gives
 * them, for a layer does not change by being used.
 * @param statistics γ, β and the running statistics, one number a feature
 * @param training by the statistics of the batch; in use by the running ones
 */
export function batchNormLayer(
  { gamma, beta, runningMean, runningVariance }: BatchNormParameters,
  { training, ...options }: BatchNormOptions & { training: boolean },
): NetworkLayer {
  const forward = training ? (...given: Given) => batchNorm(...given).output : batchNormInference<Matrix>;
  const backward = training ? batchNormBackward<Matrix> : batchNormInferenceBackward<Matrix>;
  return layer(
    'batchNorm',
    { gamma, beta },
    (input: Matrix, learned) => forward(input, { ...learned, runningMean, runningVariance }, options),
    (input, upstream: Matrix, learned) => {
      const parameters = { ...learned, runningMean, runningVariance };
      const { gradInput, gradGamma, gradBeta } = backward(input, parameters, upstream, options);
      return { gradInput, gradParameters: { gamma: gradGamma, beta: gradBeta } };
    },
  );
}

type Given = [input: Matrix, parameters: BatchNormParameters, options: BatchNormOptions];

/**
 * Inverted dropout of a dense layer's output, for one batch: the mask is drawn before, so that the layer itself knows no chance and its
 * gradient can be checked. In use the layer is left out.
 * @param mask `[batch, features]`, as of `dropoutMask`
 * @param rate share of the values that are dropped, from 0 to below 1
 */
export function dropoutLayer(mask: Matrix, rate: number): NetworkLayer {
  return layer(
    'dropout',
    {},
    (input: Matrix) => dropout(input, mask, rate),
    (_input, upstream: Matrix) => ({ gradInput: dropout(upstream, mask, rate), gradParameters: {} }),
  );
}
