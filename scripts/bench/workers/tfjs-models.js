/** The models of models.json in TensorFlow.js. */
const CLASSES = 10;

/** Shape of one example, channels last. */
function inputShape({ dimensions, channels }, size) {
  return [...Array(dimensions).fill(size), channels];
}

/**
 * @param {boolean} [logits] whether the softmax is left to the loss
 * @returns a compiled `tf.LayersModel` with outputs for ten classes
 */
function buildNetwork(tf, model, size, logits = false) {
  const start = tf.input({ shape: inputShape(model, size) });
  const last = model.layers.reduce((values, layer) => add(tf.layers, layer, values, model.dimensions), start);
  const outputs = tf.layers.dense({ units: CLASSES, activation: logits ? 'linear' : 'softmax' }).apply(last);
  const network = tf.model({ inputs: start, outputs });
  const loss = logits ? (y, z) => tf.losses.softmaxCrossEntropy(y, z) : 'categoricalCrossentropy';
  network.compile({ optimizer: tf.train.adam(1e-3), loss });
  return network;
}

function add(layers, layer, values, dimensions) {
  const { filters, kernel, pool, padding = 'valid', bias = true, activation, units } = layer;
  const of = (name) => layers[`${name}${dimensions}d`];
  switch (layer.layer) {
    case 'conv':
      return of('conv')({ filters, kernelSize: kernel, padding, useBias: bias, activation }).apply(values);
    case 'maxPool':
      return of('maxPooling')({ poolSize: pool }).apply(values);
    case 'averagePool':
      return of('averagePooling')({ poolSize: pool }).apply(values);
    case 'globalAveragePool':
      return dimensions === 1
        ? layers.globalAveragePooling1d({}).apply(values)
        : layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(values);
    case 'flatten':
      return layers.flatten().apply(values);
    case 'dense':
      return layers.dense({ units, activation }).apply(values);
    case 'batchNorm':
      return activated(layers, normalized(layers, values), activation);
    case 'residual':
      return residual(layers, values, layer);
    default:
      throw new Error(`models.json has a layer ${layer.layer}, which TensorFlow.js' contestant does not know`);
  }
}

/** Two convolutions with a way around them; where the shape changes, the way around is a 1×1 convolution. */
function residual(layers, values, { filters, stride }) {
  const conv = (kernelSize, strides, from) =>
    normalized(layers, layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false }).apply(from));
  const inner = conv(3, 1, activated(layers, conv(3, stride, values), 'relu'));
  const same = stride === 1 && values.shape.at(-1) === filters;
  const around = same ? values : conv(1, stride, values);
  return activated(layers, layers.add().apply([inner, around]), 'relu');
}

function normalized(layers, values) {
  return layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }).apply(values);
}

function activated(layers, values, activation) {
  return activation ? layers.activation({ activation }).apply(values) : values;
}

module.exports = { buildNetwork, inputShape, CLASSES };
