import { tf } from '../engine';

/**
 * One step of an optimizer on some variables, for losses that are made of several parts or models.
 *
 * @param compute the loss to make smaller, and parts of it to tell; called once
 * @returns the values of the parts; if one is no number, the variables are as before
 */
export function gradientStep<Name extends string>(
  optimizer: tf.Optimizer,
  variables: tf.Variable[],
  compute: () => { loss: tf.Scalar; parts: Record<Name, tf.Scalar> },
): Record<Name, number> {
  let parts = {} as Record<Name, tf.Scalar>;
  const { value, grads } = tf.variableGrads(() => {
    const computed = compute();
    // kept beyond the gradients, which tidy up after themselves
    for (const name of Object.keys(computed.parts) as Name[]) {
      parts = { ...parts, [name]: tf.keep(tf.clone(computed.parts[name])) };
    }
    return computed.loss;
  }, variables);
  const values = {} as Record<Name, number>;
  for (const name of Object.keys(parts) as Name[]) values[name] = parts[name].dataSync()[0];
  const isGood = [value.dataSync()[0], ...(Object.values(values) as number[])].every(Number.isFinite);
  if (isGood) optimizer.applyGradients(variables.map(({ name }) => ({ name, tensor: grads[name] })));
  tf.dispose([value, parts, grads]);
  return values;
}

/** What training can change of a model. */
export function variablesOf(model: tf.LayersModel): tf.Variable[] {
  return model.trainableWeights.map((weight) => weight.read() as tf.Variable);
}

/** Numbers of a standard normal distribution as a tensor, from a generator with a seed. */
export function normalNoise(draw: { normal(): number }, shape: [number, number]): tf.Tensor2D {
  return tf.tensor2d(
    Float32Array.from({ length: shape[0] * shape[1] }, () => draw.normal()),
    shape,
  );
}
