import { tf } from '../../engine';
import { type DistillationOptions, distillationDefaults } from '../../maths/distillation';
import { UserError } from '../../project';
import type { History } from '../events';
import { type Examples, exampleSource } from '../examples';
import { fit } from '../fit';
import type { FitOptions } from '../fit-options';
import type { LossFunction } from '../losses';

/** All of `fit`'s, but what would change the images after the teacher has seen them, and the loss. */
export type DistilOptions = DistillationOptions & Omit<FitOptions, 'augment' | 'loss' | 'validation' | 'earlyStopping'>;

/** Keeps logarithms finite where a probability is 0; the same number as in the losses. */
const epsilon = 1e-7;

/**
 * Trains a small network on what a large one says: its probabilities tell which classes are alike, which a label alone does not.
 * The loss is `distillationLoss` of the maths. The teacher answers once, before the training, and stays as it is.
 *
 * @param student what learns; like the teacher, it gives probabilities (softmax)
 * @param examples labelled; the labels count too, by 1 − `teacherShare`
 * @returns as `fit` does; the accuracy is that of the student on the labels
 * @throws UserError if teacher and student don't answer alike, or for an option that cannot be
 * @see Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network", 2015
 * @example const history = await distil(small, large, train, { temperature: 4, epochs: 5, optimizer: 'adam' });
 */
export async function distil(
  student: tf.LayersModel,
  teacher: tf.LayersModel,
  examples: Examples,
  options: DistilOptions = {},
): Promise<History> {
  const { temperature, teacherShare, ...training } = { ...distillationDefaults, ...options };
  if (!(temperature > 0)) throw new UserError(`temperature must be above 0, got ${temperature}.`);
  if (!(teacherShare >= 0 && teacherShare <= 1))
    throw new UserError(`teacherShare must be from 0 to 1, got ${teacherShare}.`);
  const [classes, own] = [teacher, student].map((model) => model.outputs[0].shape.at(-1) as number);
  if (classes !== own) throw new UserError(`The teacher tells ${classes} classes apart, the student ${own}.`);
  const { xs, ys } = told(teacher, examples);
  // `fit` wants as many outputs as labels: the student's output twice, beside the labels and the teacher's word
  const twice = tf.layers.concatenate({ name: 'twice' }).apply([student.outputs[0], student.outputs[0]]);
  const model = tf.model({ name: student.name, inputs: student.inputs, outputs: twice as tf.SymbolicTensor });
  try {
    const loss = distillation(classes, temperature, teacherShare);
    return await fit(model, { xs, ys }, { ...training, loss });
  } finally {
    tf.dispose([xs, ys]);
  }
}

/** Inputs, and labels `[count, 2 · classes]`: what is right, then what the teacher says. */
function told(teacher: tf.LayersModel, examples: Examples): { xs: tf.Tensor; ys: tf.Tensor } {
  const source = exampleSource(examples, 'examples');
  const { xs, ys } = source.batch(Array.from({ length: source.count }, (_, i) => i));
  const both = tf.tidy(() => tf.concat([ys, teacher.predict(xs, { batchSize: 256 }) as tf.Tensor], -1));
  ys.dispose();
  return { xs, ys: both };
}

/** On probabilities: log p is the logits but for a constant, which the softmax takes away, so softmax(log p / T) is p at temperature T. */
function distillation(classes: number, temperature: number, teacherShare: number): LossFunction {
  return (labels, predictions) =>
    tf.tidy(() => {
      const [right, teacher] = tf.split(labels, 2, -1);
      const [student] = tf.split(predictions, 2, -1);
      const soft = (logits: tf.Tensor) => tf.logSoftmax(tf.div(logits, temperature));
      const [logTeacher, logStudent] = [teacher, student].map((p) => tf.log(tf.add(p, epsilon)));
      const [p, q] = [soft(logTeacher), soft(logStudent)];
      const apart = tf.sum(tf.mul(tf.exp(p), tf.sub(p, q)));
      const own = tf.neg(tf.sum(tf.mul(right, logStudent)));
      const sum = tf.add(tf.mul(apart, teacherShare * temperature ** 2), tf.mul(own, 1 - teacherShare));
      return tf.div(sum, labels.size / (2 * classes)) as tf.Scalar;
    });
}
