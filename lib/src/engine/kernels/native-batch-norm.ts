import * as core from '@tensorflow/tfjs-core';
import { areFloats, gradientDepth } from './kernel';
import { ownOperation } from './native-operations';

export const batchNormOperations = ['ConvolabMoments', 'ConvolabMomentsGrad', 'ConvolabBatchNormGrad'] as const;
const [momentsOperation, momentsGradOperation, batchNormGradOperation] = batchNormOperations;

/**
 * Batch normalization in training (lib/native/batch_norm.cc): mean and variance of the channels, and all gradients, each in one
 * or two passes over the maps.
 */
export function useOwnBatchNorm(): void {
  registerMoments();
  replaceMoments();
  replaceGradient();
}

/** Mean and variance by channel, `[channels]` each, as a kernel with a gradient. */
function registerMoments(): void {
  core.registerKernel({
    kernelName: momentsOperation,
    backendName: 'tensorflow',
    kernelFunc: ({ inputs }) => ownOperation(momentsOperation, [inputs.x as core.TensorInfo], 2),
  });
  core.registerGradient({
    kernelName: momentsOperation,
    inputsToSave: ['x'],
    outputsToSave: [true, false],
    gradFunc: (upstream, [x, mean]) => {
      const [byMean, byVariance] = upstream as core.Tensor[];
      return { x: () => ownOperation(momentsGradOperation, [x, mean, byMean, byVariance], 1)[0] };
    },
  });
}

/** The layers call `moments` of tfjs-core. Over all axes but the last it becomes one kernel. */
function replaceMoments(): void {
  // not the copy that an import makes: the layers read what the package itself exports
  const exported: { moments: typeof core.moments } = require('@tensorflow/tfjs-core');
  const { moments } = exported;
  exported.moments = (x, axis, keepDims) => {
    const isPlain = x instanceof core.Tensor && x.rank > 1 && x.size > 0 && areFloats(x) && !keepDims;
    if (!isPlain || gradientDepth() !== 1 || !isThere() || !isAllButLast(axis, x.rank))
      return moments(x, axis, keepDims);
    const [mean, variance] = core.engine().runKernel(momentsOperation, { x }) as unknown as core.Tensor[];
    return { mean, variance };
  };
}

function isAllButLast(axis: number | number[] | undefined, rank: number): boolean {
  const axes = [axis ?? []].flat().map((a) => (a < 0 ? a + rank : a));
  return new Set(axes).size === rank - 1 && !axes.includes(rank - 1);
}

/** The gradient of normalization by given means and variances. */
function replaceGradient(): void {
  const original = core.getGradient('FusedBatchNorm');
  core.unregisterGradient('FusedBatchNorm');
  core.registerGradient({
    ...original,
    gradFunc(dy, saved, attrs) {
      const [x, mean, variance, scale] = saved;
      const fits = gradientDepth() === 0 && mean.rank === 1 && areFloats(x, mean, variance, scale) && isThere();
      if (!fits) return original.gradFunc(dy, saved, attrs);
      const epsilon = core.scalar(attrs.varianceEpsilon as number, 'float32');
      const inputs = [x, mean, variance, scale, dy as core.Tensor, epsilon];
      const [byX, byMean, byVariance, byOffset, byScale] = ownOperation(batchNormGradOperation, inputs, 5);
      return {
        x: () => byX,
        mean: () => byMean,
        variance: () => byVariance,
        offset: () => byOffset,
        scale: () => byScale,
      };
    },
  });
}

/** Another engine of this process has no such kernel. */
function isThere(): boolean {
  return Boolean(core.getKernel(momentsOperation, core.getBackend()));
}
