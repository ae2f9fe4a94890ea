import { ImageDataset } from '../datasets/image-dataset';
import { tf } from '../engine';
import { UserError } from '../project';

/** Labelled examples: a data set, or tensors `xs` `[count, …]` and `ys` `[count, …]` whose owner disposes of them. */
export type Examples = ImageDataset | { xs: tf.Tensor; ys: tf.Tensor };

/** Some of the examples, as tensors. */
export interface Batch {
  /** `[batch, …]` */
  xs: tf.Tensor;
  /** `[batch, …]` */
  ys: tf.Tensor;
}

/** Examples that can be drawn by their numbers. */
export interface ExampleSource {
  count: number;
  /** of one example */
  inputShape: number[];
  /** of one label */
  labelShape: number[];
  /** whether each label is one of several classes */
  isClassification: boolean;
  /** The caller disposes of both tensors. */
  batch(indices: readonly number[]): Batch;
}

/**
 * @param role what the examples are for, for messages
 * @throws UserError if these are no examples, or none at all
 */
export function exampleSource(examples: Examples, role: string): ExampleSource {
  if (examples instanceof ImageDataset) return fromDataset(examples);
  if (!(examples?.xs instanceof tf.Tensor) || !(examples.ys instanceof tf.Tensor)) {
    throw new UserError(
      `The ${role} must be a data set, such as await fashionMnist(), or { xs, ys } with two tensors of TensorFlow.js.`,
    );
  }
  return fromTensors(examples.xs, examples.ys, role);
}

/** Bytes as the values 0 … 1. */
const unit = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

function fromDataset(dataset: ImageDataset): ExampleSource {
  const { count, height, width, channels, pixels, labels } = dataset;
  const classes = dataset.classNames.length;
  const size = height * width * channels;
  return {
    count,
    inputShape: [height, width, channels],
    labelShape: [classes],
    isClassification: true,
    batch(indices) {
      const xs = new Float32Array(indices.length * size);
      const ys = new Float32Array(indices.length * classes);
      let to = 0;
      indices.forEach((index, row) => {
        ys[row * classes + labels[index]] = 1;
        for (let from = index * size; from < (index + 1) * size; from++) xs[to++] = unit[pixels[from]];
      });
      return {
        xs: tf.tensor(xs, [indices.length, height, width, channels], 'float32'),
        ys: tf.tensor(ys, [indices.length, classes], 'float32'),
      };
    },
  };
}

function fromTensors(xs: tf.Tensor, ys: tf.Tensor, role: string): ExampleSource {
  const [count, ...inputShape] = xs.shape;
  const [labels, ...labelShape] = ys.shape;
  if (!count) throw new UserError(`The ${role} are empty: xs has the shape [${xs.shape}].`);
  if (count !== labels)
    throw new UserError(`The ${role} have ${count} inputs (xs) but ${labels ?? 0} labels (ys): give one label each.`);
  return {
    count,
    inputShape,
    labelShape,
    isClassification: labelShape.length === 1 && labelShape[0] > 1,
    batch: (indices) =>
      tf.tidy(() => {
        const rows = tf.tensor1d(indices as number[], 'int32');
        return { xs: tf.gather(xs, rows), ys: tf.gather(ys, rows) };
      }),
  };
}

/**
 * Refuses examples that the model cannot take.
 * @throws UserError that names both shapes
 */
export function checkFit(model: tf.LayersModel, source: ExampleSource, role: string): void {
  const [input, output] = [model.inputs, model.outputs].map((tensors, side) => {
    if (tensors.length === 1) return tensors[0].shape.slice(1);
    throw new UserError(
      `The model has ${tensors.length} ${side ? 'outputs' : 'inputs'}, and only one is supported here.`,
    );
  });
  checkShape(source, input, role);
  if (!matches(source.labelShape, output)) {
    throw new UserError(
      `The ${role} have labels of shape [${source.labelShape}], but the model's output is [${text(output)}]: ${advice(source, output)}`,
    );
  }
}

/**
 * Refuses examples that are no inputs of the model; labels and outputs may be anything.
 * @throws UserError that names both shapes
 */
export function checkInput(model: tf.LayersModel, source: ExampleSource, role: string): void {
  checkShape(source, model.inputs[0].shape.slice(1), role);
}

function checkShape(source: ExampleSource, input: (number | null)[], role: string): void {
  if (matches(source.inputShape, input)) return;
  throw new UserError(
    `The ${role} have inputs of shape [${source.inputShape}], but the model takes [${text(input)}]: build it with inputShape: [${source.inputShape}].`,
  );
}

function advice({ labelShape }: ExampleSource, output: (number | null)[]): string {
  if (labelShape.length === 0 && output.length === 1) return `class numbers need tf.oneHot(ys, ${output[0]}).`;
  if (labelShape.length === 1 && output.length === 1) return `the last layer needs ${labelShape[0]} units.`;
  return 'both must be the same.';
}

function matches(got: number[], expected: (number | null)[]): boolean {
  return got.length === expected.length && expected.every((length, axis) => length === null || length === got[axis]);
}

function text(shape: (number | null)[]): string {
  return shape.map((length) => length ?? 'any').join(',');
}
