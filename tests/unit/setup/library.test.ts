import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { fakeContext, temporaryFolder, write } from './workbench';

const step = script('setup/steps/library');

/** A course whose compiler says that it has written these files. */
function course(root: string, emitted: string[]) {
  write(root, {
    'tsconfig.json': '{}',
    'lib/tsconfig.json': '{}',
    'lib/package.json': '{}',
    'lib/src/index.ts': 'export const one = 1;',
    'lib/src/maths/conv2d.ts': '',
    'lib/src/widgets/dot/page.tsx': "import { dots } from '../dots'; export const start = () => dots;",
    'lib/src/widgets/dots.ts': 'export const dots: number = 4711;',
  });
  return fakeContext(root, () => {
    for (const file of emitted) write(root, { [file]: '' });
    return { ok: true, output: emitted.map((file) => `TSFILE: ${join(root, file)}\n`).join('') };
  });
}

test("the course's own compiler, not the one that tslab brings along", async (t) => {
  const root = temporaryFolder(t);
  const context = course(root, ['lib/dist/index.js']);
  await step.work(context, { interrupted: false });
  const { command, args } = context.calls[0];
  assert.equal(command, process.execPath);
  assert.equal(args[0], join(root, 'node_modules', 'typescript', 'bin', 'tsc'));
});

test('a widget becomes one script for the page, which goes with the widget', async (t) => {
  const root = temporaryFolder(t);
  const context = course(root, ['lib/dist/index.js']);
  const script = join(root, 'lib/dist/widgets/pages/dot.js');
  const previous = await step.work(context, { interrupted: false });
  assert.equal(new Function(`${readFileSync(script, 'utf8')}; return convolabWidget.start()`)(), 4711);
  rmSync(join(root, 'lib/src/widgets/dot'), { recursive: true });
  await step.work(context, { interrupted: false, previous });
  assert.ok(!existsSync(script));
});

test('a widget that cannot be bundled is told', async (t) => {
  const root = temporaryFolder(t);
  const context = course(root, ['lib/dist/index.js']);
  write(root, { 'lib/src/widgets/dot/page.tsx': "import { gone } from '../gone'; export const start = gone;" });
  await assert.rejects(step.work(context, { interrupted: false }), {
    name: 'SetupError',
    message: /^The widgets in lib\/src\/widgets cannot be bundled: .*Could not resolve "\.\.\/gone".*git checkout lib$/,
  });
});

test('only a change of content is a change', (t) => {
  const root = temporaryFolder(t);
  const context = course(root, []);
  const before = JSON.stringify(step.inputs(context));
  write(root, { 'lib/src/maths/conv2d.ts': '' });
  assert.equal(JSON.stringify(step.inputs(context)), before, 'written again, the same');
  for (const change of ['lib/src/maths/conv2d.ts', 'lib/src/new.ts', 'lib/src/widgets/dot/page.tsx', 'tsconfig.json']) {
    const earlier = JSON.stringify(step.inputs(context));
    write(root, { [change]: '// changed' });
    assert.notEqual(JSON.stringify(step.inputs(context)), earlier, change);
  }
});

test('what is no longer built is removed: require() would still find it', async (t) => {
  const root = temporaryFolder(t);
  const previous = await step.work(course(root, ['lib/dist/index.js', 'lib/dist/old.js']), { interrupted: false });
  write(root, { 'lib/dist/of-somebody-else.js': '' });
  await step.work(course(root, ['lib/dist/index.js']), { interrupted: false, previous });
  assert.ok(existsSync(join(root, 'lib/dist/index.js')));
  assert.ok(!existsSync(join(root, 'lib/dist/old.js')));
  assert.ok(existsSync(join(root, 'lib/dist/of-somebody-else.js')));
});

test('a build that was interrupted starts from an empty folder', async (t) => {
  const root = temporaryFolder(t);
  write(root, { 'lib/dist/half.js': '' });
  await step.work(course(root, ['lib/dist/index.js']), { interrupted: true });
  assert.ok(!existsSync(join(root, 'lib/dist/half.js')));
});

test('an error of the compiler is told with its place', async (t) => {
  const root = temporaryFolder(t);
  write(root, { 'lib/src/index.ts': '' });
  const context = fakeContext(root, () => ({
    ok: false,
    output: "lib/src/maths/conv2d.ts(3,7): error TS2304: Cannot find name 'x'.\nlib/src/a.ts(1,1): error TS1: y\n",
  }));
  await assert.rejects(step.work(context, { interrupted: false }), {
    name: 'SetupError',
    message:
      /^The library in lib\/ does not compile: lib\/src\/maths\/conv2d\.ts\(3,7\): Cannot find name 'x'\. .*git checkout lib$/,
  });
});
