import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { projectRoot } from '../../../lib/src/project';
import { fit } from '../../../lib/src/training';
import { readTypeScript } from '../../read-typescript';
import { classifier, clouds, weightsOf } from './small-task';

before(() => engineReady({ quiet: true }));

test('a signal ends the training after the step, and what was learnt stays', async () => {
  const data = clouds(40, 1);
  const model = classifier();
  const begin = weightsOf(model);
  const controller = new AbortController();
  let weights: number[] = [];
  const history = await fit(model, data, {
    epochs: 50,
    batchSize: 10,
    signal: controller.signal,
    onEvent(event) {
      if (event.type !== 'batch' || event.epoch !== 1 || event.batch !== 2) return;
      weights = weightsOf(model);
      controller.abort();
    },
  });
  assert.deepEqual([history.stopped, history.loss.length, history.batchLoss.length], [true, 1, 7]);
  assert.deepEqual(weightsOf(model), weights);
  assert.notDeepEqual(weights, begin);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('stopWhen is asked after each epoch', async () => {
  const data = clouds(40, 2);
  const model = classifier();
  const history = await fit(model, data, { epochs: 50, stopWhen: ({ loss }) => loss.length === 3 });
  assert.deepEqual([history.stopped, history.loss.length], [true, 3]);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('an error of a listener ends the training, and the listeners for interrupts are as before', async () => {
  const data = clouds(40, 3);
  const model = classifier();
  const listeners = process.rawListeners('SIGINT');
  const failing = fit(model, data, {
    onEvent(event) {
      if (event.type === 'batch') throw new Error('my own');
    },
  });
  await assert.rejects(failing, { message: 'my own' });
  assert.deepEqual(process.rawListeners('SIGINT'), listeners);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('an interrupt ends the training, not the program; the next one is the program’s again', {
  skip: process.platform === 'win32',
}, async () => {
  const script = `
    const { tf } = require('./lib/src/engine');
    const { fit } = require('./lib/src/training');
    const { classifier, clouds } = require('./tests/unit/training/small-task');
    (async () => {
      await tf.setBackend('cpu');
      let steps = 0;
      const listeners = () => process.listenerCount('SIGINT');
      const mine = () => console.log('mine');
      process.on('SIGINT', mine);
      const before = listeners();
      const history = await fit(classifier(), clouds(64, 1), {
        epochs: 1e6,
        onEvent: ({ type }) => { if (type === 'batch' && ++steps === 3) console.log('running'); },
      });
      console.log(history.stopped, history.batchLoss.length >= 3, listeners() === before);
      process.once('SIGINT', () => process.exit(7));
      setInterval(() => {}, 1000);
      console.log('waiting');
    })();`;
  const child = spawn(process.execPath, [...readTypeScript, '-e', script], {
    cwd: projectRoot,
    env: { ...process.env, CONVOLAB_ENGINE: 'cpu' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (text.includes('running') || text.includes('waiting')) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 7);
  assert.match(printed, /^running\ntrue true true\nwaiting\nmine\n$/);
});
