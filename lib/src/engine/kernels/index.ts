import { useAvgPoolGrad, useCpuAvgPoolGrad } from './avg-pool-grad';
import { useTransposingMatMul } from './batch-mat-mul';
import { borrowFromCpu } from './borrowed';
import { useConvFilterGrad } from './conv-filter-grad';
import { useConvInputGrad } from './conv-input-grad';
import { useMaxPoolGrad } from './max-pool-grad';
import { useNumericPadding } from './native-padding';
import { useNativeReluGrad } from './relu-grad';
import { useExactSamePadding } from './wasm-padding';

/**
 * Registers what tfjs-backend-wasm 4.22 lacks for training, has only as a slow loop, or gets wrong. To be called before the
 * backend starts.
 */
export function completeWasm(): void {
  useExactSamePadding();
  useTransposingMatMul();
  useConvFilterGrad();
  useConvInputGrad();
  useMaxPoolGrad();
  useAvgPoolGrad();
  borrowFromCpu('wasm');
}

/** Registers what tfjs-node 4.22 lacks or does in a roundabout way. To be called before the backend starts. */
export function completeNative(): void {
  useNumericPadding();
  useNativeReluGrad();
  borrowFromCpu('tensorflow');
}

/** Mends the cpu backend, which other backends borrow from. */
export function completeCpu(): void {
  useCpuAvgPoolGrad();
}
