import assert from 'node:assert/strict';
import { test } from 'node:test';
import { script, type TestStage } from './scripts';

const { runStages } = script('testing/lanes');
const { STAGES } = script('testing/stages');

/** Stages that note when they begin and end, and end when they are told to. */
function stagesOf(lanes: Record<string, string | undefined>) {
  const events: string[] = [];
  const ends = new Map<string, () => void>();
  const stages = Object.entries(lanes).map(([name, lane]): TestStage => {
    const run: TestStage['run'] = async ({ tell }) => {
      events.push(`${name} begins`);
      tell(`${name} says one\n`);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      tell(`${name} says two\n`);
      events.push(`${name} ends`);
      return { outcome: 'passed' };
    };
    return { name, title: `stage ${name}`, lane, run };
  });
  const end = async (name: string): Promise<void> => {
    while (!ends.has(name)) await new Promise(setImmediate);
    ends.get(name)?.();
    while (!events.includes(`${name} ends`)) await new Promise(setImmediate);
  };
  let shown = '';
  const write = (text: string): void => {
    shown += text;
  };
  return { stages, events, end, write, shown: () => shown };
}

test('stages without a lane come first, one at a time; lanes run beside each other, each in order', async () => {
  const { stages, events, end, write, shown } = stagesOf({ a: 'x', types: undefined, b: 'y', c: 'x' });
  const done = runStages(stages, { root: '.', full: false, cores: 2, write });
  await end('types');
  await end('b');
  await end('a');
  await end('c');
  assert.deepEqual(
    (await done).map(({ title }) => title),
    ['stage a', 'stage types', 'stage b', 'stage c'],
  );
  assert.deepEqual(events.slice(0, 4), ['types begins', 'types ends', 'a begins', 'b begins']);
  assert.ok(events.indexOf('c begins') > events.indexOf('a ends'));
  // what two stages said at the same time is not mixed
  for (const name of ['a', 'b', 'c'])
    assert.match(
      shown(),
      new RegExp(`━ stage ${name} ━+\n${name} says one\n${name} says two\n✓ stage ${name}: passed`),
    );
});

test('one stage at a time says what it says at once: with one core, and where one lane is asked for', async () => {
  for (const [lanes, cores] of [
    [{ a: 'x', b: 'y' }, 1],
    [{ a: 'x', b: 'x' }, 8],
  ] as const) {
    const { stages, events, end, write, shown } = stagesOf(lanes);
    const done = runStages(stages, { root: '.', full: false, cores, write });
    assert.match(shown(), /━ stage a ━+\na says one\n$/);
    await end('a');
    await end('b');
    await done;
    assert.deepEqual(events, ['a begins', 'a ends', 'b begins', 'b ends']);
  }
});

test('a stage that throws has failed, and the others go on', async () => {
  const { stages, end, write, shown } = stagesOf({ a: 'x', b: 'y' });
  const broken: TestStage = {
    ...stages[0],
    run: async () => {
      throw new Error('on purpose');
    },
  };
  const done = runStages([broken, stages[1]], { root: '.', full: false, cores: 2, write });
  await end('b');
  assert.deepEqual(
    (await done).map(({ outcome }) => outcome),
    ['failed', 'passed'],
  );
  assert.match(shown(), /Error: on purpose[\s\S]*✗ stage a: failed/);
});

test('the browser looks at what the stage of notebooks has executed, and graders run one at a time', () => {
  const lanes = Object.fromEntries(STAGES.map(({ name, lane }) => [name, lane]));
  const names = STAGES.map(({ name }) => name);
  assert.equal(lanes.browser, lanes.notebooks);
  assert.ok(names.indexOf('notebooks') < names.indexOf('browser'));
  assert.equal(lanes.grading, lanes.queue);
  assert.equal(lanes.grading, lanes.teaching);
  assert.ok(lanes.grading !== lanes.notebooks);
});
