const path = require('node:path');
const { writeWhole } = require('../setup/write-whole.js');

const CLASSES = 10;
const SEED = 12345;

/**
 * Examples that can be learned: each class has a pattern of its own, and each example is half that, half noise. The same
 * for all contestants, and the same in every run.
 * @param {{ dimensions: number, channels: number }} model of models.json
 * @param {number} size length of each dimension
 * @param {number} count
 * @returns {{ images: Float32Array, labels: Uint8Array }} images `[count, …size, channels]` in 0 … 1
 */
function makeData({ dimensions, channels }, size, count) {
  const random = uniform(SEED);
  const values = size ** dimensions * channels;
  const patterns = Array.from({ length: CLASSES }, () =>
    Float32Array.from({ length: values }, () => +(random() < 0.2)),
  );
  const images = new Float32Array(count * values);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    labels[i] = Math.floor(random() * CLASSES);
    const pattern = patterns[labels[i]];
    for (let j = 0; j < values; j++) images[i * values + j] = 0.5 * pattern[j] + 0.5 * random();
  }
  return { images, labels };
}

/** Writes the data where all contestants can read it. @returns the names of the two files */
function dataFiles(folder, model, size, count) {
  const name = `${[...Array(model.dimensions).fill(size), model.channels].join('x')}-${count}`;
  const files = { images: path.join(folder, `${name}.f32`), labels: path.join(folder, `${name}.u8`) };
  const { images, labels } = makeData(model, size, count);
  writeWhole(files.images, Buffer.from(images.buffer));
  writeWhole(files.labels, Buffer.from(labels.buffer));
  return files;
}

/** A linear congruential generator (the constants of Numerical Recipes), numbers from 0 to 1. */
function uniform(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

module.exports = { makeData, dataFiles };
