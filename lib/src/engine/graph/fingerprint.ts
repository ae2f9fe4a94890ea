import * as tf from '@tensorflow/tfjs';

/** Layers that compute the same whenever their settings and inputs are the same, by the names of TensorFlow.js. */
const layers = new Set(
  `InputLayer Activation ReLU LeakyReLU PReLU ELU ThresholdedReLU Softmax Dense Flatten Reshape Permute RepeatVector
  Conv1D Conv2D Conv3D Conv2DTranspose Conv3DTranspose DepthwiseConv2D SeparableConv2D ZeroPadding2D Cropping2D
  UpSampling2D MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D AveragePooling3D
  GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D GlobalMaxPooling2D Add Multiply Average Maximum Minimum
  Concatenate Dot BatchNormalization LayerNormalization Dropout SpatialDropout1D Rescaling`.split(/\s+/),
);
const models = new Set(['Model', 'Sequential', 'Functional']);

/** Settings that are objects, and that compute something. Initializers have done so when a model trains. */
const parts = /(activation|regularizer|constraint)$/i;

/** What TensorFlow.js itself brought under a name, before a user could register anything. */
let builtIn: Map<string, unknown> | undefined;

interface Registered {
  classNameMap: Record<string, [new () => object, unknown]>;
}

/** To be called before the user's code. */
export function rememberBuiltIn(): void {
  if (builtIn) return;
  const { classNameMap } = tf.serialization.SerializationMap.getMap() as unknown as Registered;
  builtIn = new Map(Object.entries(classNameMap).map(([name, [type]]) => [name, type]));
}

/**
 * All that decides what a step of training computes besides its tensors: two steps with the same fingerprint are the same
 * computation.
 * @returns undefined for a model with something in it that is not TensorFlow.js's own: it may do anything
 */
export function fingerprint(model: tf.LayersModel): string | undefined {
  if (!isBuiltIn(model) || !models.has(model.getClassName())) return undefined;
  const described: string[] = [];
  for (const layer of model.layers) {
    const text = 'layers' in layer ? fingerprint(layer as tf.LayersModel) : describe(layer);
    if (text === undefined) return undefined;
    described.push(text);
  }
  return described.join(';');
}

function describe(layer: tf.layers.Layer): string | undefined {
  if (!isBuiltIn(layer) || !layers.has(layer.getClassName())) return undefined;
  const settings = settingsOf(layer);
  if (settings === undefined) return undefined;
  const regularizers = Object.entries(layer).filter(([key, value]) => /regularizer$/i.test(key) && value).length;
  return layer.losses.length > regularizers ? undefined : settings;
}

/** All numbers, words and lists of them that an object holds, and those of its parts. */
function settingsOf(owner: object): string | undefined {
  let text = '';
  for (const [key, value] of Object.entries(owner)) {
    if (key === 'seed') continue; // of dropout, whose numbers are an input of the graph
    if (typeof value === 'function') {
      if (!isApplied(key, value)) return undefined; // takes the place of a method
    } else if (typeof value !== 'object' || value === null) {
      text += `${key} ${value},`;
    } else if (Array.isArray(value)) {
      if (isPlain(value)) text += `${key} ${value},`;
    } else if (parts.test(key)) {
      const inner = isBuiltIn(value) ? settingsOf(value) : undefined;
      if (inner === undefined) return undefined;
      text += `${key} ${value.getClassName()}(${inner}),`;
    }
  }
  return text;
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isPlain) : typeof value !== 'object' || value === null;
}

/** The layer of softmax holds the function of the activation of that name. */
function isApplied(key: string, value: unknown): boolean {
  const activation = builtIn?.get(key) as { prototype: { apply?: unknown } } | undefined;
  return activation?.prototype.apply === value;
}

function isBuiltIn(object: object): boolean {
  const name = (object as tf.serialization.Serializable).getClassName?.();
  return name !== undefined && builtIn?.get(name) === object.constructor;
}
