/** A model that came from an answer as data, rebuilt in this process to be measured. */
import type { LayersModel, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { imagesOf } from '../datasets/secret-split';
import { engineReady, tf } from '../engine';
import { say } from '../languages/say';
import type { Nested } from '../maths';
import { UserError } from '../project';
import { buildModel, firstLine, layersOf } from './build-model';
import type { PackedModel } from './packed';

/** What a layer is. */
export interface LayerFacts {
  name: string;
  /** as TensorFlow.js calls it: 'Conv2D', 'MaxPooling2D', 'Dense' */
  type: string;
  parameters: number;
  /** whether training changes it; of no interest where a layer has no parameters */
  trainable: boolean;
  /** without the batch: `[height, width, channels]` or `[units]` */
  outputShape: number[];
  /** 'relu', 'softmax', 'linear' …; of layers that have one */
  activation?: string;
}

/** Which images of Fashion-MNIST to measure on. */
export interface ImagesOf {
  part: 'train' | 'test';
  from: number;
  count: number;
  /** deals the images out anew, as `secretSplit` does */
  secret?: string;
}

/** Settings of a training by Adam on categorical cross-entropy. */
export interface TrainingOf extends ImagesOf {
  epochs: number;
  batchSize: number;
  learningRate: number;
}

export class LoadedModel {
  private constructor(private readonly model: LayersModel) {}

  /**
   * Builds the model from its topology and puts the weights in.
   * @throws UserError one sentence, if that cannot be done
   */
  static async load(packed: PackedModel): Promise<LoadedModel> {
    await engineReady({ quiet: true });
    return new LoadedModel(await buildModel(packed));
  }

  get parameters(): number {
    return this.model.countParams();
  }

  /** All layers in their order, without the input. */
  get layers(): LayerFacts[] {
    return layersOf(this.model)
      .filter((layer) => layer.getClassName() !== 'InputLayer')
      .map((layer) => {
        const config = layer.getConfig() as { activation?: unknown };
        return {
          name: layer.name,
          type: layer.getClassName(),
          parameters: layer.countParams(),
          trainable: layer.trainable,
          outputShape: withoutBatch(layer.outputShape),
          ...(typeof config.activation === 'string' && { activation: config.activation }),
        };
      });
  }

  /** Without the batch: `[height, width, channels]`. */
  get inputShape(): number[] {
    return withoutBatch(this.model.inputs[0].shape);
  }

  /** Without the batch: `[classes]`. */
  get outputShape(): number[] {
    return withoutBatch(this.model.outputs[0].shape);
  }

  /** The weights of a layer by their names: `{ kernel, bias }`, `{ gamma, beta, moving_mean, moving_variance }`; none, if it is not there. */
  weightsOf(layer: string): { [name: string]: Nested } {
    const own = layersOf(this.model).find(({ name }) => name === layer)?.weights ?? [];
    return Object.fromEntries(own.map((weight) => [nameOf(weight), weight.read().arraySync() as Nested]));
  }

  /**
   * Puts other weights into a layer.
   * @param values a number for each weight, in the order of the weight's entries; what is not named stays
   */
  setWeights(layer: string, values: { [name: string]: number[] }): void {
    const own = layersOf(this.model).find(({ name }) => name === layer)?.weights ?? [];
    for (const weight of own) {
      const list = values[nameOf(weight)];
      if (!list) continue;
      const tensor = tf.tensor(list, weight.shape as number[]);
      weight.write(tensor);
      tensor.dispose();
    }
  }

  /** What the model makes of inputs: `[batch, height, width, channels]` → `[batch, …]`. */
  predict(inputs: Nested[]): Nested[] {
    return tf.tidy(() => (this.model.predict(tf.tensor(inputs as number[])) as Tensor).arraySync() as Nested[]);
  }

  /**
   * Mean categorical cross-entropy, with probabilities clipped at 1e-7, and the share of images whose largest output is right.
   * `images` says where they are from.
   */
  async evaluate(on: ImagesOf): Promise<{ loss: number; accuracy: number; images: string }> {
    return this.withImages(on, (xs, ys, images) =>
      tf.tidy(() => {
        const outputs = this.model.predict(xs, { batchSize: 100 }) as Tensor2D;
        const loss = ys.mul(outputs.clipByValue(1e-7, 1).log()).sum(1).mean().neg();
        const accuracy = outputs.argMax(1).equal(ys.argMax(1)).mean();
        return { loss: loss.dataSync()[0], accuracy: accuracy.dataSync()[0], images };
      }),
    );
  }

  /** Trains the model here, by Adam, and says how it does on the same images afterwards. */
  async train({ epochs, batchSize, learningRate, ...on }: TrainingOf): ReturnType<LoadedModel['evaluate']> {
    const optimizer = tf.train.adam(learningRate);
    this.model.compile({ optimizer, loss: 'categoricalCrossentropy' });
    await this.withImages(on, (xs, ys) => this.model.fit(xs, ys, { epochs, batchSize, verbose: 0 }));
    optimizer.dispose();
    return this.evaluate(on);
  }

  dispose(): void {
    this.model.dispose();
  }

  private async withImages<T>(
    on: ImagesOf,
    work: (xs: Tensor4D, ys: Tensor2D, images: string) => T | Promise<T>,
  ): Promise<T> {
    const set = await imagesOf(on);
    const { xs, ys } = set.tensors(on);
    try {
      const wanted = [xs.shape.slice(1), ys.shape.slice(1)].map((shape) => shape.join('×'));
      const got = [this.inputShape, this.outputShape].map((shape) => shape.join('×'));
      if (wanted.join() !== got.join()) {
        throw new UserError(
          say(
            'The model takes {input} and gives {output}; expected {image} (an image) and {classes} (one probability a class).',
            { input: got[0], output: got[1], image: wanted[0], classes: wanted[1] },
          ),
        );
      }
      return await work(xs, ys, set.name);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError(say('The model cannot be run on images: {error}', { error: firstLine(error) }));
    } finally {
      xs.dispose();
      ys.dispose();
    }
  }
}

/** 'kernel' of 'conv1/kernel' */
function nameOf({ originalName }: { originalName: string }): string {
  return originalName.slice(originalName.lastIndexOf('/') + 1);
}

function withoutBatch(shape: unknown): number[] {
  return Array.isArray(shape) ? (shape.slice(1) as number[]) : [];
}
