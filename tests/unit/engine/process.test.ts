import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { candidates } from '../../../lib/src/engine/candidates';
import { readTypeScript } from '../../read-typescript';

const engine = join(__dirname, '../../../lib/src/engine');

/** Runs a script in a Node process of its own, as a notebook or a command would. It must end by itself. */
function run(script: string, name: string) {
  const whole = `
    const { tf, engineReady } = require(${JSON.stringify(engine)});
    (async () => { ${script} })().catch((error) => { console.log(String(error)); process.exitCode = 3; });`;
  const result = spawnSync(process.execPath, [...readTypeScript, '-e', whole], {
    cwd: join(__dirname, '../../..'),
    env: { ...process.env, CONVOLAB_ENGINE: name },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status: result.status, lines: result.stdout.trim().split('\n'), stderr: result.stderr };
}

const training = `
  const report = await engineReady();
  await engineReady();
  const xs = tf.randomNormal([32, 12, 12, 1], 0, 1, 'float32', 1);
  const ys = tf.oneHot(tf.range(0, 32, 1, 'int32').mod(tf.scalar(4, 'int32')), 4);
  const model = tf.sequential();
  const { conv2d, maxPooling2d, averagePooling2d, flatten, dense } = tf.layers;
  model.add(conv2d({ inputShape: [12, 12, 1], filters: 8, kernelSize: 3, activation: 'relu' }));
  model.add(maxPooling2d({ poolSize: 2 }));
  model.add(conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }));
  model.add(averagePooling2d({ poolSize: 2 }));
  model.add(flatten());
  model.add(dense({ units: 4, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { history } = await model.fit(xs, ys, { epochs: 5, verbose: 0 });
  console.log(JSON.stringify({ loss: history.loss, name: report.name, threads: report.threads }));
  console.log(JSON.stringify(['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event))));
`;

describe('a program that trains a CNN', () => {
  for (const name of ['native', 'wasm', 'cpu']) {
    const missing = name === 'native' && !candidates().some(({ binding }) => binding);
    test(`on ${name}: learns, prints one line, keeps stderr clean, ends by itself`, {
      skip: missing && 'native is not built',
    }, () => {
      const { status, lines, stderr } = run(training, name);
      assert.equal(status, 0, lines.join('\n'));
      assert.equal(stderr, '');
      assert.equal(lines.length, 3);
      assert.match(lines[0], /^Engine: .* TensorFlow\.js 4\.22\.0\./);
      const { loss, ...report } = JSON.parse(lines[1]);
      assert.equal(report.name, name);
      assert.ok(loss[4] < loss[0], `the loss falls: ${loss}`);
      assert.equal(lines[2], '[0,0]', 'no listener of the process is left behind');
    });
  }
});

describe('before the engine is ready', () => {
  test('tf says what is missing', () => {
    const { status, lines, stderr } = run('tf.tensor([1, 2]).print()', 'cpu');
    assert.equal(status, 3);
    assert.match(lines[0], /^UserError: TensorFlow\.js has no engine yet\. Run `await engineReady\(\)`/);
    assert.equal(stderr, '');
  });
  test('and works afterwards', () => {
    const { lines } = run(
      'try { tf.tensor([1]); } catch {} await engineReady({ quiet: true }); tf.tensor([7]).print();',
      'cpu',
    );
    assert.deepEqual(lines, ['Tensor', '    [7]']);
  });
});

test('a wrong CONVOLAB_ENGINE is told in one sentence', () => {
  const { status, lines } = run('await engineReady();', 'gpu');
  assert.equal(status, 3);
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^UserError: CONVOLAB_ENGINE is "gpu"/);
});
