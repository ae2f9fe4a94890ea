import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { type Call, fakeContext, fakeProgram, fakePython, temporaryFolder, write } from './workbench';

const step = script('setup/steps/python-environment');
const skip = process.platform === 'win32' ? 'the fake programs are shell scripts' : false;
const first = { interrupted: false };

/** A machine with Python, and with uv when asked; `fails` says which commands do not work. */
function machine(root: string, { uv = false, fails = (_: Call): string | false => false } = {}) {
  write(root, { 'python/requirements.lock': 'a==1 --hash=sha256:0\n' });
  const python = fakePython(root, 'bin/python3', [3, 12, 0]);
  if (uv) fakeProgram(root, 'bin/uv', 'exit 0');
  const context = fakeContext(root, (call) => {
    const output = fails(call);
    if (output) return { ok: false, output };
    // what makes an environment makes it
    if (call.args.includes('venv')) {
      fakePython(root, '.venv/bin/python', [3, 12, 0]);
      if (!call.command.endsWith('uv')) fakeProgram(root, '.venv/bin/pip', '');
    }
    return { ok: true };
  });
  context.env.PATH = join(root, 'bin');
  return {
    context,
    python,
    commands: () => context.calls.map(({ command, args }) => [command, ...args].join(' ').replaceAll(root, '.')),
  };
}

test('with venv and pip: exactly the lock, with its hashes', { skip }, async (t) => {
  const { context, commands } = machine(temporaryFolder(t));
  await step.work(context, first);
  assert.deepEqual(commands(), [
    './bin/python3 -m venv ./.venv',
    './.venv/bin/python -m pip install --require-hashes -r ./python/requirements.lock',
  ]);
});

test('with uv where it is present', { skip }, async (t) => {
  const { context, commands } = machine(temporaryFolder(t), { uv: true });
  await step.work(context, first);
  assert.deepEqual(commands(), [
    './bin/uv venv --no-project --python ./bin/python3 ./.venv',
    './bin/uv pip install --python ./.venv/bin/python --compile-bytecode --require-hashes -r ./python/requirements.lock',
  ]);
});

test('pip, when uv could not: uv does not read the settings of pip', { skip }, async (t) => {
  const root = temporaryFolder(t);
  const fails = ({ command, args }: Call) => command.endsWith('uv') && args[0] === 'pip' && 'invalid peer certificate';
  const { context, commands } = machine(root, { uv: true, fails });
  await step.work(context, first);
  assert.deepEqual(commands().slice(2), [
    './bin/python3 -m venv ./.venv',
    './.venv/bin/python -m pip install --require-hashes -r ./python/requirements.lock',
  ]);
});

test('an environment that is whole gets only what changed', { skip }, async (t) => {
  const { context, commands } = machine(temporaryFolder(t));
  const result = await step.work(context, first);
  context.calls.length = 0;
  await step.work(context, { interrupted: false, previous: result });
  assert.deepEqual(commands(), ['./.venv/bin/python -m pip install --require-hashes -r ./python/requirements.lock']);
});

for (const [what, last] of [
  ['its making was interrupted', { interrupted: true }],
  ['the folder was moved', { interrupted: false, previous: { root: '/somewhere/else' } }],
] as const) {
  test(`an environment is made anew when ${what}`, { skip }, async (t) => {
    const root = temporaryFolder(t);
    const { context, commands } = machine(root);
    await step.work(context, first);
    write(root, { '.venv/half-a-package': '' });
    context.calls.length = 0;
    await step.work(context, last);
    assert.equal(commands().length, 2);
    assert.ok(!existsSync(join(root, '.venv/half-a-package')));
  });
}

test('an environment whose Python is gone is made anew', { skip }, async (t) => {
  const root = temporaryFolder(t);
  const { context, commands } = machine(root);
  await step.work(context, first);
  fakeProgram(root, '.venv/bin/python', 'exit 127');
  context.calls.length = 0;
  await step.work(context, first);
  assert.equal(commands()[0], './bin/python3 -m venv ./.venv');
});

test('the sentence for a network that is down', { skip }, async (t) => {
  const fails = ({ args }: Call) => args.includes('pip') && 'Temporary failure in name resolution';
  const { context } = machine(temporaryFolder(t), { fails });
  await assert.rejects(step.work(context, first), { name: 'SetupError', message: /^pip can't reach its registry/ });
});
