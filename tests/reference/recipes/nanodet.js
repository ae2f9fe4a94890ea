// What NanoDet sees on photographs of the course, decoded without the course's code:
//   node tests/reference/recipes/nanodet.js > tests/reference/nanodet.json
// It needs the course alone, for the pixels of the photographs; the network runs on TensorFlow.js's own WASM backend.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const tf = require('@tensorflow/tfjs');
require('@tensorflow/tfjs-backend-wasm');
const { photo } = require('convolab');

const folder = join(__dirname, '..', '..', '..', 'data', 'nanodet-coco');
const photos = ['astronaut', 'camera', 'chelsea_cat', 'coffee', 'coins'];
const least = 0.4;

async function main() {
  await tf.setBackend('wasm');
  const graph = JSON.parse(readFileSync(join(folder, 'nanodet.json'), 'utf8'));
  const names = JSON.parse(readFileSync(join(folder, 'coco-classes.json'), 'utf8'));
  const numbers = readFileSync(join(folder, 'nanodet.bin'));
  const network = await tf.loadGraphModel({
    load: async () => ({
      ...graph,
      weightSpecs: graph.weightsManifest.flatMap(({ weights }) => weights),
      weightData: numbers.buffer.slice(numbers.byteOffset, numbers.byteOffset + numbers.length),
    }),
  });
  const cases = [];
  for (const name of photos) {
    const image = await photo(name);
    const [height, width] = [image.length, image[0].length];
    const colours = image.map((row) => row.map((pixel) => (pixel.length === 3 ? pixel : [pixel[0], pixel[0], pixel[0]])));
    const input = tf.image
      .resizeBilinear(tf.tensor3d(colours), [416, 416])
      .mul(255)
      .reverse(2)
      .sub([103.53, 116.28, 123.675])
      .div([57.375, 57.12, 58.395])
      .transpose([2, 0, 1])
      .expandDims(0);
    const outputs = network.predict(input);
    const candidates = [];
    for (const points of [52, 26, 13]) {
      const find = (length) =>
        outputs.find(({ shape }) => shape[1] === points * points && shape[2] === length).dataSync();
      const [classes, sides] = [find(80), find(44)];
      for (let point = 0; point < points * points; point++) {
        const own = classes.subarray(point * 80, point * 80 + 80);
        const score = Math.max(...own);
        if (score < least) continue;
        const step = 416 / points;
        const distances = [0, 1, 2, 3].map((side) => {
          const logits = sides.subarray(point * 44 + side * 11, point * 44 + side * 11 + 11);
          const weights = Array.from(logits, Math.exp);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          return (step * weights.reduce((sum, weight, bin) => sum + weight * bin, 0)) / total;
        });
        const [x, y] = [((point % points) + 0.5) * step, (Math.floor(point / points) + 0.5) * step];
        const box = [x - distances[0], y - distances[1], x + distances[2], y + distances[3]];
        candidates.push({ className: names[own.indexOf(score)], score, box });
      }
    }
    candidates.sort((a, b) => b.score - a.score);
    const kept = [];
    for (const one of candidates)
      if (kept.every((better) => better.className !== one.className || shared(better.box, one.box) <= 0.5)) kept.push(one);
    const detections = kept.map(({ className, score, box }) => ({
      className,
      score: Number(score.toFixed(4)),
      box: box.map((place, i) => {
        const end = i % 2 ? height : width;
        return Number(Math.min(end, Math.max(0, (place / 416) * end)).toFixed(2));
      }),
    }));
    cases.push({ photo: name, detections });
  }
  console.log(JSON.stringify({ about: 'NanoDet on photographs, score 0.4 and more, IoU at most 0.5', cases }));
}

/** Intersection over union. */
function shared(a, b) {
  const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const both = width * height;
  return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both);
}

main();
