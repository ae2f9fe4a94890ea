import * as tf from '@tensorflow/tfjs';
import { useStepGraphs } from './graph';
import { completeNative } from './kernels';
import { hasOwnOperations } from './kernels/native-operations';
import { isOn } from './kernels/switches';
import { restoreRemovedUtilFunctions } from './node-compat';

/** What is needed here of tfjs-node's binding (an N-API addon) and of its backend class. */
interface Binding {
  TF_Version: string;
}
type BackendClass = new (binding: Binding, packageName: string) => tf.KernelBackend;

/**
 * Loads tfjs-node's backend with a binding from anywhere. It does what tfjs-node's own index.js does, except that it does not
 * look the binding up with node-pre-gyp (which knows only the package's own folder), and that it does not install the progress
 * bar of `model.fit`, which writes to stderr.
 * @returns TensorFlow's version
 */
export async function loadNative(bindingPath: string): Promise<string> {
  // read by the C++ library when it is loaded: no notices about processor features, oneDNN and the like on stderr
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  restoreRemovedUtilFunctions();
  const binding: Binding = require(bindingPath);
  require('tfjs-native/dist/register_all_kernels');
  const {
    NodeJSKernelBackend,
  }: { NodeJSKernelBackend: BackendClass } = require('tfjs-native/dist/nodejs_kernel_backend');
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node'), 3);
  completeNative(bindingPath);
  if (hasOwnOperations() && isOn('step-graph')) useStepGraphs();
  if (!(await tf.setBackend('tensorflow'))) throw new Error('TensorFlow.js could not start it');
  return binding.TF_Version;
}
