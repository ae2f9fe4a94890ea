import assert from 'node:assert';
import { test } from 'node:test';
import { compileCell } from '../../../lib/src/exercises/cell-code';
import { openIsolated } from '../../../lib/src/exercises/isolated';
import { judge } from '../../../lib/src/exercises/judge';
import type { ExerciseResult } from '../../../lib/src/exercises/result';
import { runOptions } from '../../../lib/src/exercises/run-options';
import type { Case, ModelExercise } from '../../../lib/src/exercises/spec';
import type { Given } from '../../../lib/src/exercises/wire';

const build: ModelExercise = {
  id: '9.1',
  title: 'Build',
  points: 2,
  kind: 'model',
  entry: 'build',
  imports: ['tf'],
  seconds: 8,
  publicCases: [{ name: 'few parameters', args: [10], given: 8000 }],
  measure: ({ model }) => ({ parameters: model.parameters, types: model.layers.map(({ type }) => type) }),
  judge: (facts, { given }) => {
    const { parameters } = facts as { parameters: number };
    return { pass: parameters <= (given as number), message: `It has ${parameters} parameters.` };
  },
  mistakes: [
    { name: 'large', when: (facts) => (facts as { parameters: number }).parameters > 1e5, hint: 'Pool first.' },
  ],
};

async function judged(source: string, exercise: ModelExercise = build): Promise<ExerciseResult> {
  const code = compileCell(`import { tf } from 'convolab';\n${source}`).code;
  const answer = await openIsolated(code, runOptions(exercise));
  try {
    return await judge(exercise, answer);
  } finally {
    await answer.close();
  }
}

const returning = (body: string): string => `function build(classes: number): any { ${body} }`;
const model = (units: string): string =>
  `tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: ${units} })] })`;

test('a model is rebuilt and measured here, and the facts get verdict and hint', async () => {
  const right = await judged(returning(`return ${model('classes')};`));
  assert.equal(right.status, 'right', JSON.stringify(right.cases));
  assert.deepEqual(right.cases[0].got, { parameters: 7850, types: ['Flatten', 'Dense'] });
  const wrong = await judged(returning(`return ${model('200')};`));
  assert.equal(wrong.cases[0].sentence, 'It has 157000 parameters.');
  assert.equal(wrong.cases[0].hint, 'Pool first.');
  const promised = await judged(`async ${returning(`await tf.nextFrame(); return ${model('classes')};`)}`);
  assert.equal(promised.status, 'right', JSON.stringify(promised.cases));
});

test('a stub is a stub', async () => {
  const result = await judged(returning(`throw new Error('YOUR CODE HERE');`));
  assert.equal(result.status, 'stub');
});

test('what an answer returns in place of a model gets one sentence', { timeout: 120_000 }, async () => {
  const custom = `class Own extends tf.layers.Layer { static className = 'Own'; call(x: any) { return x; } }
    tf.serialization.registerClass(Own as any);
    return tf.sequential({ layers: [new Own({ inputShape: [3] } as any)] });`;
  const forged = `return { packed: 'model', topology: { class_name: 'Sequential', config: {} }, weights: [], use: { batches: 1 } };`;
  const nan = `const m = ${model('3')}; m.setWeights([tf.fill([784, 3], NaN), tf.zeros([3])]); return m;`;
  const bodies: [string, RegExp][] = [
    ['return 3;', /`build` returned the number 3; expected a model: `tf.sequential\(…\)` or `tf.model\(…\)`/],
    ['', /returned nothing/],
    ['return tf.zeros([2]);', /returned a tensor of shape \[2\]; expected a model/],
    ['return tf.layers.dense({ units: 1 });', /`build` returned .*; expected a model/],
    [`return [${model('3')}];`, /`build` returned .*; expected a model/],
    [`return (async () => ${model('3')});`, /returned a function; expected a model/],
    ['return tf.sequential();', /does not know its input yet: give its first layer `inputShape/],
    [
      'return tf.sequential({ layers: [tf.layers.dense({ units: 1 })] });',
      /The first layer in a Sequential model must get an `inputShape`[^.]*\.$/,
    ],
    [`return ${model('4000')};`, /3,140,000 parameters; at most 2,500,000 can be handed in/],
    [custom, /a layer of the kind Own, which cannot be checked/],
    [forged, /Return the model itself, as .* made it, and not its parts/],
    [nan, /kernel hold NaN or Infinity/],
    ['throw new Error("oh");', /It stopped in the line `function build.*` with Error: oh/],
    ['process.exit(1);', /process\.exit\(\) stops the whole notebook/],
  ];
  for (const [body, sentence] of bodies) {
    const { cases } = await judged(returning(body));
    const said = cases[0]?.sentence ?? '';
    assert.match(said, sentence, body);
    assert.doesNotMatch(said, /\n/);
    assert.equal(cases[0].status === 'passed', false);
  }
});

test('an answer without end, or that takes all memory, is stopped once', { timeout: 120_000 }, async () => {
  const twice = { ...build, seconds: 2, publicCases: [...build.publicCases, { name: 'again', args: [3], given: 1 }] };
  const endless = await judged(returning('for (;;) { }'), twice);
  assert.match(endless.cases[0].sentence ?? '', /was stopped after 2 s: probably a loop that never ends/);
  assert.match(endless.cases[1].sentence ?? '', /Not tried, because a run before it did not end/);
  const pending = await judged(returning('return new Promise(() => {});'), twice);
  assert.match(pending.cases[0].sentence ?? '', /did not settle within 2 s/);
  const greedy = 'const all: any[] = []; for (;;) all.push(tf.ones([1000, 1000, 25]));';
  const full = await judged(returning(greedy), { ...build, seconds: 40 });
  assert.match(
    full.cases[0].sentence ?? '',
    /`build` was stopped after [\d.]+ s: it ended its own process, used all the memory/,
  );
});

test('images, labels and a model go in, and it is noted how they were used', { timeout: 60_000 }, async () => {
  const images = { set: 'fashionMnist', part: 'train', from: 0, count: 10 };
  const start = await judged(returning(`return ${model('classes')};`), {
    ...build,
    measure: ({ result }) => result as never,
    judge: () => ({ pass: true, message: '' }),
  });
  const args = [start.cases[0].got, { packed: 'images', ...images }, { packed: 'labels', ...images }] as Case['args'];
  const train: ModelExercise = {
    ...build,
    entry: 'train',
    modelIn: 'model',
    withheld: ['fit'],
    publicCases: [{ name: 'used', args }],
    measure: ({ use, result }) => ({ use: use ?? null, losses: (result as { losses: number[] }).losses }) as never,
    judge: () => ({ pass: true, message: '' }),
  };
  const loop = (inside: string): string => `async function train(model: any, xs: any, ys: any): Promise<any> {
    const optimizer = tf.train.sgd(0.1);
    const losses: number[] = [];
    for (const [from, count] of [[4, 3], [0, 2]]) {
      const kept = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(ys.slice(from, count), ${inside}), true)!;
      losses.push(kept.dataSync()[0]);
    }
    model.predict(xs).dispose();
    return { model, losses };
  }`;
  for (const inside of ['model.apply(xs.slice(from, count))', 'model.predict(xs.slice(from, count))']) {
    const { cases } = await judged(loop(inside), train);
    const { use, losses } = cases[0].got as { use: { batches: number[][]; images: number[] }; losses: number[] };
    assert.deepEqual(
      use.batches,
      [
        [4, 5, 6],
        [0, 1],
      ],
      inside,
    );
    assert.deepEqual(use.images, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.ok(losses.every((loss) => loss > 0 && Number.isFinite(loss)));
  }
  const own = await judged(loop('model.apply(xs.slice(from, count).mul(0.5))'), train);
  assert.deepEqual((own.cases[0].got as { use: { batches: number[][] } }).use.batches, [
    [-1, -1, -1],
    [-1, -1],
  ]);
  const other = `async function train(): Promise<any> { return { model: ${model('10')}, losses: [] }; }`;
  assert.equal(((await judged(other, train)).cases[0].got as { use: Given })?.use, null);
  const alone = await judged(`async function train(model: any): Promise<any> { return model; }`, train);
  assert.match(
    alone.cases[0].sentence ?? '',
    /`train` returned the model alone; expected an object with the model in `model`/,
  );
  const fits = await judged(
    `async function train(model: any, xs: any, ys: any): Promise<any> {
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(xs, ys);
    return { model };
  }`,
    train,
  );
  assert.match(
    fits.cases[0].sentence ?? '',
    /calls `fit` of the model in the line `await model\.fit\(xs, ys\);`: .* written without it/,
  );
});

test('what is frozen stays frozen on its way, however it was frozen', { timeout: 60_000 }, async () => {
  const look: ModelExercise = {
    ...build,
    measure: ({ model: found }) => found.layers.map(({ type, trainable }) => `${type} ${trainable}`),
    judge: () => ({ pass: true, message: '' }),
  };
  const trainableOf = async (body: string): Promise<Given> => {
    const { cases } = await judged(
      returning(`
      const conv = tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] });
      const base = tf.sequential({ layers: [conv, tf.layers.batchNormalization(), tf.layers.flatten()] });
      const whole = tf.sequential({ layers: [base, tf.layers.dense({ units: classes })] });
      ${body}
      return whole;`),
      look,
    );
    return cases[0].got ?? cases[0].sentence;
  };
  const kinds = ['Conv2D', 'BatchNormalization', 'Flatten', 'Dense'];
  const said = (...trainable: boolean[]): string[] => kinds.map((kind, i) => `${kind} ${trainable[i]}`);
  assert.deepEqual(await trainableOf(''), said(true, true, true, true));
  assert.deepEqual(await trainableOf('base.layers[1].trainable = false;'), said(true, false, true, true));
  assert.deepEqual(await trainableOf('base.trainable = false;'), said(false, false, false, true));
  const all = said(false, false, false, false);
  assert.deepEqual(await trainableOf('whole.trainable = false; base.layers[0].trainable = true;'), all);
});
