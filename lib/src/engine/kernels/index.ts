import { useAvgPoolGrad, useCpuAvgPoolGrad } from './avg-pool-grad';
import { borrowFromCpu } from './borrowed';
import { useConvFilterGrad } from './conv-filter-grad';
import { useConvInputGrad } from './conv-input-grad';
import { crossEntropyKernels } from './cross-entropy';
import { useMaxPoolGrad } from './max-pool-grad';
import { activationOperations, useNativeActivations } from './native-activations';
import { batchNormOperations, useOwnBatchNorm } from './native-batch-norm';
import { useNativeCrossEntropy, useNativeSoftmaxCrossEntropy } from './native-cross-entropy';
import { maxPoolOperations, useOwnMaxPoolGrad } from './native-max-pool-grad';
import { loadOwnOperations } from './native-operations';
import { useNativeOptimizers } from './native-optimizers';
import { useNumericPadding } from './native-padding';
import { useNativeTransform } from './native-transform';
import { optimizerKernels } from './optimizer-updates';
import { useNativeReluGrad } from './relu-grad';
import { useCpuResizeBilinearGrad } from './resize-bilinear-grad';
import { useCpuResizeNearestGrad, useResizeNearestGrad } from './resize-nearest-grad';
import { useCpuSegmentSum, useSegmentSum } from './segment-sum';
import { isOn } from './switches';
import { useCpuTransform } from './transform';
import { useWasmActivations, useWasmReluGrad } from './wasm-activations';
import { useOwnConvolution } from './wasm-convolution';
import { useDepthwiseGrads } from './wasm-depthwise';
import { useFastGather } from './wasm-gather';
import { useFlatFusedMatMul, useOwnMatMul } from './wasm-mat-mul';
import { useWasmOptimizers } from './wasm-optimizers';
import { useExactSamePadding } from './wasm-padding';
import { useFastTile } from './wasm-tile';

/**
 * Registers what tfjs-backend-wasm 4.22 lacks for training, has only as a slow loop, or gets wrong. To be called before the
 * backend starts.
 */
export function completeWasm(): void {
  useExactSamePadding();
  if (isOn('own-convolution')) useOwnConvolution();
  useOwnMatMul();
  useFlatFusedMatMul();
  useConvFilterGrad();
  useConvInputGrad();
  useDepthwiseGrads();
  useMaxPoolGrad();
  if (isOn('relu-grad')) useWasmReluGrad();
  if (isOn('fused-activations')) useWasmActivations();
  if (isOn('optimizer-updates')) useWasmOptimizers();
  useAvgPoolGrad();
  useResizeNearestGrad();
  useSegmentSum();
  if (isOn('tile')) useFastTile();
  if (isOn('gather')) useFastGather();
  borrowFromCpu('wasm');
}

const ownOperations = [
  ...maxPoolOperations,
  ...activationOperations,
  ...batchNormOperations,
  ...optimizerKernels,
  ...crossEntropyKernels,
];

/**
 * Registers what tfjs-node 4.22 lacks or does in a roundabout way. To be called before the backend starts.
 * @param binding the file of the binding, beside which the course's own operations lie
 */
export function completeNative(binding: string): void {
  if (isOn('relu-grad')) useNativeReluGrad();
  if (isOn('softmax-cross-entropy')) useNativeSoftmaxCrossEntropy();
  if (loadOwnOperations(binding, ownOperations)) {
    if (isOn('max-pool-grad')) useOwnMaxPoolGrad();
    if (isOn('fused-activations')) useNativeActivations();
    if (isOn('batch-norm')) useOwnBatchNorm();
    if (isOn('optimizer-updates')) useNativeOptimizers();
    if (isOn('cross-entropy')) useNativeCrossEntropy();
  }
  useNumericPadding(); // last, since it pads for those before it
  borrowFromCpu('tensorflow');
  if (isOn('transform')) useNativeTransform(); // after that, since types other than floats are left to cpu's kernel
}

/** Mends the cpu backend, which other backends borrow from. */
export function completeCpu(): void {
  useCpuAvgPoolGrad();
  useCpuResizeBilinearGrad();
  useCpuResizeNearestGrad();
  useCpuSegmentSum();
  useCpuTransform();
}
