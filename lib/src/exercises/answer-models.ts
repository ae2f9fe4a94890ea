/** What an answer gets and gives that is no plain data: tensors and models of TensorFlow.js. Runs beside the answer. */
import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import type { fashionMnist as fashionMnistType } from '../datasets';
import type { engineReady as engineReadyType, tf as tfType } from '../engine';
import { inEnglish } from '../languages/english';
import { UserError } from '../project';
import {
  isPackedImages,
  isPackedModel,
  mostParameters,
  type PackedImages,
  type PackedModel,
  packTensor,
  type UseOfModel,
  unpackBytes,
  unpackTensor,
} from './packed';
import type { Data } from './wire';

/** Turns the packed arguments of a call into live ones, and the models in its result into packed ones. */
export interface AnswerModels {
  /** one entry for each argument; undefined where it is plain data */
  receive(args: Data[]): Promise<unknown[]>;
  giveBack(result: unknown): unknown;
}

type Tf = typeof tfType;

/**
 * @param withheld methods that a model in the arguments must not offer: 'fit'
 * @param library with the engine; a sandbox has no data sets, and gets images as bytes
 * @throws UserError if no engine works
 */
export async function openAnswerModels(withheld: string[], library: Record<string, unknown>): Promise<AnswerModels> {
  const tf = library.tf as Tf;
  await (library.engineReady as typeof engineReadyType)({ quiet: true });
  const fashionMnist = library.fashionMnist as typeof fashionMnistType;

  let given: LayersModel | undefined;
  let use: UseOfModel | undefined;
  let before = 0;

  async function receiveOne(arg: unknown): Promise<unknown> {
    if (isPackedModel(arg)) {
      given = await liveModel(tf, arg);
      for (const name of withheld) withhold(given, name);
      return given;
    }
    return isPackedImages(arg) ? liveImages(tf, fashionMnist, arg) : undefined;
  }

  return {
    async receive(args) {
      given = use = undefined;
      const live: unknown[] = [];
      for (const arg of args) live.push(await receiveOne(arg));
      const images = live[args.findIndex((arg) => isPackedImages(arg) && arg.packed === 'images')];
      if (given && images) use = watch(tf, given, images as Tensor);
      before = tf.memory().numTensors;
      return live;
    },
    giveBack(result) {
      if (use) use.tensorsLeft = tf.memory().numTensors - before;
      const pack = (value: unknown): unknown =>
        value instanceof tf.LayersModel ? packModel(value, value === given ? use : undefined) : ownWork(value);
      if (result === null || typeof result !== 'object' || result instanceof tf.LayersModel) return pack(result);
      if (isPromiseOrList(result) || result instanceof tf.Tensor) return result;
      // a copy: what an entry is does not change between two looks at it
      return Object.fromEntries(Object.entries(ownWork(result)).map(([key, value]) => [key, pack(value)]));
    },
  };
}

const isPromiseOrList = (value: object): boolean =>
  Array.isArray(value) || ArrayBuffer.isView(value) || typeof (value as PromiseLike<unknown>).then === 'function';

/** Models are packed here, with what was noted of their training: an answer that packs one by itself could note what it likes. */
function ownWork<T>(value: T): T {
  if (value === null || typeof value !== 'object' || !('packed' in value)) return value;
  throw new UserError(
    inEnglish('Return the model itself, as `tf.sequential(…)` or `tf.model(…)` made it, and not its parts.'),
  );
}

/** A model from a suite, which needs no checks. */
async function liveModel(tf: Tf, { topology, weights }: PackedModel): Promise<LayersModel> {
  const model = await tf.models.modelFromJSON({ modelTopology: topology as never });
  tf.tidy(() => model.setWeights(weights.map((weight) => tf.tensor(unpackTensor(weight), weight.shape))));
  return model;
}

async function liveImages(
  tf: Tf,
  fashionMnist: typeof fashionMnistType,
  { packed, part, from, count, bytes }: PackedImages,
): Promise<Tensor> {
  if (bytes) return tf.tensor(unpackBytes(bytes), bytes.shape);
  const { xs, ys } = (await fashionMnist({ part })).tensors({ from, count });
  const [kept, other] = packed === 'images' ? [xs, ys] : [ys, xs];
  other.dispose();
  return kept;
}

function withhold(model: LayersModel, name: string): void {
  Object.defineProperty(model, name, {
    value: () => {
      throw new Error(`CONVOLAB_WITHHELD ${name}`);
    },
  });
}

/** Notes which images go through the model while gradients are recorded. */
function watch(tf: Tf, model: LayersModel, images: Tensor): UseOfModel {
  const numbers = new Map<number, number>();
  const all = fingerprints(images).map((print, i) => {
    if (!numbers.has(print)) numbers.set(print, i);
    return numbers.get(print) as number;
  });
  const use: UseOfModel = { batches: [], images: all, tensorsLeft: 0 };
  const isRecording = (): boolean =>
    (tf.engine() as unknown as { state: { gradientDepth: number } }).state.gradientDepth > 0;
  let inside = false;
  const note = <F extends (...args: never[]) => unknown>(work: F): F =>
    function (this: unknown, ...args: unknown[]) {
      const batch = Array.isArray(args[0]) ? args[0][0] : args[0];
      const counts = !inside && isRecording() && batch instanceof tf.Tensor;
      if (counts) use.batches.push(fingerprints(batch).map((print) => numbers.get(print) ?? -1));
      const outer = inside;
      inside = true;
      try {
        return Reflect.apply(work, this, args);
      } finally {
        inside = outer;
      }
    } as unknown as F;
  // `predict` cuts its batch into smaller ones, so it is watched, too, and not only the layers
  model.apply = note(model.apply);
  model.predict = note(model.predict);
  const first = model.layers.find((layer) => layer.getClassName() !== 'InputLayer');
  if (first) first.call = note(first.call);
  return use;
}

/** One number for each image, different where a pixel is. */
function fingerprints(images: Tensor): number[] {
  const values = images.dataSync();
  const count = images.shape[0] ?? 0;
  const size = values.length / count;
  return Array.from({ length: count }, (_, n) => {
    let print = 0;
    for (let i = 0; i < size; i++) print += values[n * size + i] * (1 + ((i * 0x9e3779b1) >>> 0) / 2 ** 32);
    return print;
  });
}

function packModel(model: LayersModel, use?: UseOfModel): PackedModel {
  if (!model.inputs?.length) {
    throw new UserError(
      inEnglish('The model does not know its input yet: give its first layer `inputShape: [height, width, channels]`.'),
    );
  }
  const parameters = model.countParams();
  if (parameters > mostParameters) {
    throw new UserError(
      inEnglish('The model has {parameters} parameters; at most {most} can be handed in.', {
        parameters: parameters.toLocaleString('en'),
        most: mostParameters.toLocaleString('en'),
      }),
    );
  }
  settleTrainable(model);
  const { class_name, config } = model.toJSON(undefined, false) as { class_name: string; config: Data };
  const weights = model.getWeights().map((weight) => packTensor(Float32Array.from(weight.dataSync()), weight.shape));
  return {
    packed: 'model',
    topology: JSON.parse(JSON.stringify({ class_name, config })),
    weights,
    ...(use && { use }),
  };
}

/**
 * Writes into every layer whether training changes it. `model.trainable = false` freezes layers without telling them, and a
 * topology says it of layers only.
 */
function settleTrainable(model: LayersModel, frozen = !model.trainable): void {
  for (const layer of model.layers) {
    if ('layers' in layer) settleTrainable(layer as LayersModel, frozen || !layer.trainable);
    else if (frozen || (layer.weights.length > 0 && layer.trainableWeights.length === 0)) layer.trainable = false;
  }
}
