import { tf } from '../engine';

/** TensorFlow.js's initializers have no type of their own in its public face. */
type Initializer = ReturnType<typeof tf.initializers.zeros>;

/** What a grouped convolution is made of. */
export interface GroupedConvolutionOptions {
  name?: string;
  filters: number;
  kernelSize: number;
  /** input and output are divided into so many groups of channels */
  groups: number;
  /** default: 1 */
  strides?: number;
  /** default: `valid` */
  padding?: 'same' | 'valid';
  /** default: that of TensorFlow.js's convolutions */
  kernelInitializer?: Initializer;
}

/**
 * A convolution without biases whose channels are divided into groups that do not see each other, which TensorFlow.js does not have.
 * Kernel: `[kernelSize, kernelSize, channels / groups, filters]`, the groups of its filters one after the other, as in PyTorch.
 */
export class GroupedConvolution extends tf.layers.Layer {
  static readonly className = 'GroupedConv2D';

  private readonly options: Required<Omit<GroupedConvolutionOptions, 'name' | 'kernelInitializer'>>;
  private readonly kernelInitializer: Initializer;

  constructor({ name, kernelInitializer, ...options }: GroupedConvolutionOptions) {
    super({ name });
    this.options = { strides: 1, padding: 'valid', ...options };
    this.kernelInitializer = kernelInitializer ?? tf.initializers.glorotUniform({});
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const { filters, kernelSize, groups } = this.options;
    const channels = (inputShape as tf.Shape)[3] as number;
    if (channels % groups !== 0 || filters % groups !== 0) {
      throw new Error(`${channels} channels and ${filters} filters cannot be divided into ${groups} groups`);
    }
    const shape = [kernelSize, kernelSize, channels / groups, filters];
    this.addWeight('kernel', shape, 'float32', this.kernelInitializer);
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const { filters, kernelSize, strides, padding } = this.options;
    const [batch, height, width] = inputShape as tf.Shape;
    const outputSide = (side: number | null) =>
      side === null ? null : Math.ceil((padding === 'same' ? side : side - kernelSize + 1) / strides);
    return [batch, outputSide(height), outputSide(width), filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { groups, strides, padding } = this.options;
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs; // [batch, height, width, channels]
      const kernels = tf.split(this.weights[0].read(), groups, 3) as tf.Tensor4D[];
      const parts = tf.split(x, groups, 3) as tf.Tensor4D[];
      return tf.concat(
        parts.map((part, g) => tf.conv2d(part, kernels[g], strides, padding)),
        3,
      );
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.options };
  }
}

tf.serialization.registerClass(GroupedConvolution);
