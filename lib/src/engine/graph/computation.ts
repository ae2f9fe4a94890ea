import type * as tf from '@tensorflow/tfjs';
import { dispose } from '@tensorflow/tfjs';

/** By one trainable variable; none if the loss does not depend on it. */
export type Gradient = tf.Tensor | null | undefined;

/** A step of training as TensorFlow.js computes it, operation by operation. */
export interface Computation {
  /** tensors that differ from step to step: examples, labels */
  inputs: tf.Tensor[];
  /** every variable that it reads or writes, but for the optimizer's own */
  variables: tf.Variable[];
  /** those whose gradients `compute` gives, in its order */
  trainable: tf.Variable[];
  optimizer: tf.Optimizer;
  /** both are the caller's to dispose of */
  compute(): { outputs: tf.Tensor[]; gradients: Gradient[] };
}

/** A step that is computed, and has not changed the trainable weights yet. The outputs are the caller's. */
export interface Step {
  outputs: tf.Tensor[];
  /** changes the weights */
  apply(): void;
  /** in place of `apply` */
  discard(): void;
}

/** The step as it is. */
export function computeStep({ compute, trainable, optimizer }: Computation): Step {
  const { outputs, gradients } = compute();
  return { outputs, ...application(optimizer, trainable, gradients) };
}

/** What is done with gradients, which are gone then. */
export function application(
  optimizer: tf.Optimizer,
  trainable: tf.Variable[],
  gradients: Gradient[],
): Pick<Step, 'apply' | 'discard'> {
  const discard = () => dispose(gradients.filter((gradient) => gradient != null));
  return {
    discard,
    apply() {
      optimizer.applyGradients(trainable.map(({ name }, i) => ({ name, tensor: gradients[i] as tf.Tensor })));
      discard();
    },
  };
}
