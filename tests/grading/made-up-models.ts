/** A small chapter with an exercise that builds a model and one that trains one, both quick to grade. */
import { defineExercises, type PackedModel, packTensor } from '../../lib/src/exercises';
import type { Data } from '../../lib/src/exercises/wire';
import { answerCell, honest as honestNumbers, madeUpSuite, type TestCell } from './made-up-suite';

const [scale] = madeUpSuite.exercises;

/** One dense layer on the pixels. */
const given = {
  packed: 'model',
  topology: {
    class_name: 'Sequential',
    config: {
      name: 'given',
      layers: [
        { class_name: 'Flatten', config: { name: 'flatten', batch_input_shape: [null, 28, 28, 1] } },
        { class_name: 'Dense', config: { name: 'out', units: 10, activation: 'softmax', use_bias: true } },
      ],
    },
  },
  weights: [packTensor(new Float32Array(7840), [784, 10]), packTensor(new Float32Array(10), [10])],
} satisfies PackedModel;

const images = (packed: 'images' | 'labels', count: number): Data => ({
  ...{ packed, set: 'fashionMnist', part: 'train', from: 0, count },
});

export const modelSuite = defineExercises({
  chapter: 9,
  title: 'Made-up models',
  exercises: [
    {
      id: '9.5',
      title: 'A net of so many units',
      points: 4,
      kind: 'model',
      entry: 'net',
      imports: ['tf'],
      seconds: 20,
      publicCases: [{ name: 'three units', args: [3] }],
      gradedCases: (random) => [2 + random.integer(5), 8 + random.integer(9)].map((n) => ({ name: `${n}`, args: [n] })),
      measure: async ({ model }) => ({
        units: model.layers[1]?.outputShape[0] ?? 0,
        share: (await model.evaluate({ part: 'test', from: 0, count: 20 })).accuracy,
      }),
      judge: (facts, { args }) => {
        const { units, share } = facts as { units: number; share: number };
        return { pass: units === args?.[0] && share <= 1, message: `It has ${units} units.` };
      },
    },
    {
      id: '9.6',
      title: 'A training',
      points: 2,
      kind: 'model',
      entry: 'train',
      imports: ['tf'],
      withheld: ['fit'],
      seconds: 20,
      publicCases: [
        { name: 'sixty images', args: [given as unknown as Data, images('images', 60), images('labels', 60)] },
      ],
      measure: async ({ model, use }) => ({
        steps: use?.batches.length ?? 0,
        loss: (await model.evaluate({ part: 'train', from: 0, count: 60 })).loss,
      }),
      judge: (facts) => {
        const { steps, loss } = facts as { steps: number; loss: number };
        // guessing has a loss of ln 10
        return { pass: steps === 20 && loss < 2, message: `${steps} steps led to a loss of ${loss}.` };
      },
    },
    scale,
  ],
});

export const honest: Record<string, string> = {
  '9.5': `import { tf } from 'convolab';
function net(units: number) {
  return tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units }), tf.layers.dense({ units: 10, activation: 'softmax' })] });
}`,
  '9.6': `import { tf } from 'convolab';
async function train(model: tf.LayersModel, xs: tf.Tensor4D, ys: tf.Tensor2D) {
  const optimizer = tf.train.adam(0.01);
  for (let step = 0; step < 20; step++) {
    const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(ys, (model.apply(xs) as tf.Tensor2D).log()) as tf.Scalar, true);
    await loss?.data();
    loss?.dispose();
  }
  return model;
}`,
  '9.1': honestNumbers['9.1'],
};

/** Right answers, but for those that are given. */
export function modelCells(answers: Record<string, string> = {}): TestCell[] {
  return Object.entries({ ...honest, ...answers }).map(([id, source]) => answerCell(id, source));
}
