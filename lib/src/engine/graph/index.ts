/** A step of training as one graph of TensorFlow, in place of some hundred operations that go through JavaScript one by one. */
export type { Computation, Step } from './computation';
export { trainingStep, useStepGraphs } from './train-function';
