import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Context, type Outcome, type Step, script } from './scripts';
import { Paper, temporaryFolder, write } from './workbench';

const { setUp, STEPS } = script('setup/set-up');
const { duration } = script('setup/progress');

/** Three steps that only note that they were done; each depends on an input that a test may change. */
function bench(root: string) {
  const done: string[] = [];
  const inputs: Record<string, unknown> = { one: 1, two: 1, three: 1 };
  const lasts: Record<string, { interrupted: boolean; previous?: Outcome }> = {};
  const steps: Step[] = ['one', 'two', 'three'].map((name) => ({
    name,
    title: `step ${name}`,
    gigabytes: 0,
    inputs: () => inputs[name],
    isThere: () => existsSync(join(root, name)),
    async work(_context: Context, last) {
      done.push(name);
      lasts[name] = last;
      write(root, { [name]: '' });
      return { made: done.length };
    },
  }));
  const paper = new Paper();
  const go = () => setUp({ root, steps, stream: paper, check: () => 'a computer' });
  return { done, inputs, steps, lasts, paper, go };
}

test('nothing is done twice', async (t) => {
  const { done, go, paper } = bench(temporaryFolder(t));
  await go();
  assert.deepEqual(done, ['one', 'two', 'three']);
  paper.text = '';
  await go();
  assert.equal(done.length, 3);
  assert.equal(paper.text, '', 'and there is nothing to tell');
});

test('what a step was made from has changed', async (t) => {
  const { done, go, inputs, lasts } = bench(temporaryFolder(t));
  await go();
  inputs.two = 2;
  await go();
  assert.deepEqual(done, ['one', 'two', 'three', 'two']);
  assert.deepEqual(lasts.two, { interrupted: false, previous: { made: 2 } });
});

test('what a step made is gone', async (t) => {
  const root = temporaryFolder(t);
  const { done, go } = bench(root);
  await go();
  rmSync(join(root, 'three'));
  await go();
  assert.deepEqual(done, ['one', 'two', 'three', 'three']);
});

test('a failure keeps what was done before, and the step begins anew', async (t) => {
  const { done, go, steps, lasts, paper } = bench(temporaryFolder(t));
  const work = steps[1].work;
  steps[1].work = async () => {
    throw new Error('no network');
  };
  await assert.rejects(go(), /no network/);
  assert.match(paper.text, /✗ \[3\/4\] step two … .* failed/);
  steps[1].work = work;
  await go();
  assert.deepEqual(done, ['one', 'two', 'three']);
  assert.equal(lasts.two.interrupted, true, 'a step that failed may have left half of its work');
});

test('a stamp that was cut short counts as none', async (t) => {
  const root = temporaryFolder(t);
  const { done, go } = bench(root);
  await go();
  const stamp = join(root, '.convolab', 'setup', 'one.json');
  write(root, { '.convolab/setup/one.json': readFileSync(stamp, 'utf8').slice(0, 20) });
  await go();
  assert.deepEqual(done.slice(3), ['one']);
});

test('a computer that lacks something stops everything before the first step', async (t) => {
  const root = temporaryFolder(t);
  const { done, steps } = bench(root);
  const check = () => {
    throw new Error('no Python');
  };
  await assert.rejects(setUp({ root, steps, stream: new Paper(), check }), /no Python/);
  assert.deepEqual(done, []);
});

test('a log shows each step with its number, its time and what came of it', async (t) => {
  const { go, paper, steps } = bench(temporaryFolder(t));
  steps[2].work = async () => ({ note: 'native' });
  steps[2].isThere = () => true;
  await go();
  const lines = paper.text.trim().split('\n');
  assert.match(lines[0], /^\[1\/4\] this computer …$/);
  assert.match(lines[1], /^✓ \[1\/4\] this computer … \d\.\d s {2}a computer$/);
  assert.match(lines[7], /^✓ \[4\/4\] step three … \d\.\d s {2}native$/);
  assert.match(lines[8], /^Everything is set up/);
  assert.ok(!paper.text.includes('\r'), 'no line of a log is drawn over');
});

test('a terminal sees the seconds and what is being done', () => {
  const paper = Object.assign(new Paper(), { isTTY: true, columns: 60 });
  const progress = new (script('setup/progress').Progress)(paper);
  progress.begin('[3/7] Python environment');
  progress.detail(`Collecting ${'x'.repeat(100)}`);
  progress.draw();
  const lines = paper.text.split('\r\u001b[K');
  assert.match(lines[2], /^⠙ \[3\/7\] Python environment … \d\.\d s {2}Collecting x+$/);
  assert.ok(
    lines.every((line) => line.length < 60),
    'a longer line would not be drawn over',
  );
  progress.end();
  assert.match(paper.text, /✓ \[3\/7\] Python environment … \d\.\d s\n$/);
});

test('durations as people say them', () => {
  assert.deepEqual([300, 1400, 61_000, 125_400].map(duration), ['0.3 s', '1 s', '1 min 1 s', '2 min 5 s']);
});

test('nothing but stamps is left when all is done', async (t) => {
  const root = temporaryFolder(t);
  await bench(root).go();
  assert.deepEqual(readdirSync(join(root, '.convolab', 'setup')).sort(), ['one.json', 'three.json', 'two.json']);
});

test('the real steps, in their order', () => {
  const names = STEPS.map((step) => step.name);
  assert.deepEqual(names, ['npm', 'python', 'library', 'pages', 'kernel', 'jupyterlab', 'engine']);
});
