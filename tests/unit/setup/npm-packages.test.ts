import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { fakeContext, temporaryFolder, write } from './workbench';

const step = script('setup/steps/npm-packages');
const first = { interrupted: false };

const LOCK = {
  packages: {
    '': { name: 'course' },
    lib: { name: 'convolab', version: '0.1.0' },
    'node_modules/convolab': { resolved: 'lib', link: true },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a-plan9': { version: '1.0.0', optional: true, os: ['plan9'], cpu: ['mips'] },
    'node_modules/a-here': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
  },
};

function course(root: string): void {
  write(root, {
    'package-lock.json': JSON.stringify(LOCK),
    'lib/package.json': '{}',
    'npm/npm-cli.js': '',
  });
}

function installed(root: string): void {
  const { '': _, 'node_modules/a-plan9': __, ...packages } = LOCK.packages;
  write(root, {
    'node_modules/.package-lock.json': JSON.stringify({ packages }),
    'node_modules/a/package.json': '{}',
    'node_modules/a-here/package.json': '{}',
    'node_modules/convolab/package.json': '{}',
  });
}

function contextOf(
  root: string,
  answer: Parameters<typeof fakeContext>[1] = () => {
    installed(root);
    return { ok: true };
  },
) {
  const context = fakeContext(root, answer);
  context.env.npm_execpath = join(root, 'npm', 'npm-cli.js');
  return context;
}

test('npm ci, by the npm that runs the script', async (t) => {
  const root = temporaryFolder(t);
  course(root);
  const context = contextOf(root);
  await step.work(context, first);
  assert.equal(context.calls.length, 1);
  const { command, args } = context.calls[0];
  assert.equal(command, process.execPath);
  assert.deepEqual(args.slice(2, 4), [join(root, 'npm', 'npm-cli.js'), 'ci']);
  assert.ok(args.includes('--include=dev'), 'also where NODE_ENV says production');
});

test('packages that npm ci has put there before are taken as they are', async (t) => {
  const root = temporaryFolder(t);
  course(root);
  installed(root);
  const context = contextOf(root);
  await step.work(context, first);
  assert.deepEqual(context.calls, []);
});

for (const [what, spoil] of [
  [
    "this machine's own package is missing",
    (root: string) => rmSync(join(root, 'node_modules/a-here'), { recursive: true }),
  ],
  ['a package is missing', (root: string) => rmSync(join(root, 'node_modules/a'), { recursive: true })],
  ['the workspace is missing', (root: string) => rmSync(join(root, 'node_modules/convolab'), { recursive: true })],
  ['npm did not finish', (root: string) => rmSync(join(root, 'node_modules/.package-lock.json'))],
  [
    'a version differs',
    (root: string) =>
      write(root, {
        'node_modules/.package-lock.json': JSON.stringify({
          packages: { ...LOCK.packages, 'node_modules/a': { version: '0.9.0' } },
        }),
      }),
  ],
] as const) {
  test(`they are installed anew when ${what}`, async (t) => {
    const root = temporaryFolder(t);
    course(root);
    installed(root);
    spoil(root);
    const context = contextOf(root);
    await step.work(context, first);
    assert.equal(context.calls.length, 1);
  });
}

test('after an interruption nothing that lies there is trusted', async (t) => {
  const root = temporaryFolder(t);
  course(root);
  installed(root);
  const context = contextOf(root);
  await step.work(context, { interrupted: true });
  assert.equal(context.calls.length, 1);
});

test('a package for this machine that npm silently left out', async (t) => {
  const root = temporaryFolder(t);
  course(root);
  const context = contextOf(root, () => {
    installed(root);
    rmSync(join(root, 'node_modules/a-here'), { recursive: true });
    return { ok: true };
  });
  await assert.rejects(step.work(context, first), {
    name: 'SetupError',
    message: 'npm left out a-here, which the course needs: run npm start again.',
  });
});

test('a registry that cannot be reached', async (t) => {
  const root = temporaryFolder(t);
  course(root);
  const context = contextOf(root, () => ({ ok: false, output: 'npm error code ENOTFOUND' }));
  await assert.rejects(step.work(context, first), {
    name: 'SetupError',
    message: /^npm can't reach its registry: connect to the network .* run npm start again; what is done is kept\.$/,
  });
});

test('another lock is another set of packages', (t) => {
  const root = temporaryFolder(t);
  course(root);
  const context = contextOf(root);
  const before = JSON.stringify(step.inputs(context));
  assert.equal(JSON.stringify(step.inputs(context)), before);
  write(root, { 'package-lock.json': `${JSON.stringify(LOCK)}\n` });
  assert.notEqual(JSON.stringify(step.inputs(context)), before);
});
