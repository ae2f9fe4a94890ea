"""Keras as a contestant of the benchmark. Its argument: how many threads."""

import sys

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from serve import CLASSES, input_shape, serve

THREADS = int(sys.argv[1])


class Keras:
    def about(self):
        tf.config.threading.set_intra_op_parallelism_threads(THREADS)
        tf.config.threading.set_inter_op_parallelism_threads(THREADS)
        keras.utils.set_random_seed(1)
        return {"versions": {"keras": keras.__version__, "tensorflow": tf.__version__}, "threads": THREADS}

    def build(self, model, size):
        keras.backend.clear_session()
        start = values = keras.Input(input_shape(model, size))
        for layer in model["layers"]:
            values = add(layer, values, model["dimensions"])
        network = keras.Model(start, layers.Dense(CLASSES, activation="softmax")(values))
        network.compile(optimizer=keras.optimizers.Adam(1e-3), loss="categorical_crossentropy")
        return network

    def parameters(self, network):
        return sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)

    def load(self, shape, images, labels):
        classes = np.fromfile(labels, "uint8")
        return np.fromfile(images, "<f4").reshape(-1, *shape), np.eye(CLASSES, dtype="f4")[classes]

    def train(self, network, data, batch_size, examples, times):
        x, y = data
        history = network.fit(x[:examples], y[:examples], batch_size=batch_size, epochs=times, verbose=0)
        return float(history.history["loss"][-1])

    def predict(self, network, data, batch_size, examples, times):
        for _ in range(times):
            network.predict(data[0][:examples], batch_size=batch_size, verbose=0)


def add(layer, values, dimensions):
    """Puts one layer of models.json on top of a network."""
    kind = layer["layer"]
    activation = layer.get("activation")
    of = lambda name: getattr(layers, f"{name}{dimensions}D")
    if kind == "conv":
        padding, bias = layer.get("padding", "valid"), layer.get("bias", True)
        return of("Conv")(layer["filters"], layer["kernel"], padding=padding, use_bias=bias, activation=activation)(values)
    if kind == "maxPool":
        return of("MaxPooling")(layer["pool"])(values)
    if kind == "averagePool":
        return of("AveragePooling")(layer["pool"])(values)
    if kind == "globalAveragePool":
        return of("GlobalAveragePooling")()(values)
    if kind == "flatten":
        return layers.Flatten()(values)
    if kind == "dense":
        return layers.Dense(layer["units"], activation=activation)(values)
    if kind == "batchNorm":
        values = layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(values)
        return layers.Activation(activation)(values) if activation else values
    if kind == "residual":
        return residual(values, layer["filters"], layer["stride"])
    raise ValueError(f"models.json has a layer {kind}, which Keras' contestant does not know")


def residual(values, filters, stride):
    """Two convolutions with a way around them; where the shape changes, the way around is a 1×1 convolution."""
    normalized = lambda value: layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(value)
    conv = lambda kernel, step: layers.Conv2D(filters, kernel, strides=step, padding="same", use_bias=False)
    inner = layers.Activation("relu")(normalized(conv(3, stride)(values)))
    inner = normalized(conv(3, 1)(inner))
    same = stride == 1 and values.shape[-1] == filters
    around = values if same else normalized(conv(1, stride)(values))
    return layers.Activation("relu")(layers.Add()([inner, around]))


if __name__ == "__main__":
    serve(Keras())
