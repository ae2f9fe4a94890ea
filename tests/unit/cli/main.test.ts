import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, mock, test } from 'node:test';
import { commands, main } from '../../../lib/src/cli/main';
import { stateFolder, UserError } from '../../../lib/src/project';

let printed = '';
let complained = '';

before(() => {
  const swallow = (keep: (text: string) => void) => (text: string | Uint8Array) => {
    // The test runner reports on standard output too, in binary: that goes where it should.
    if (typeof text !== 'string') return write(text);
    keep(text);
    return true;
  };
  const write = process.stdout.write.bind(process.stdout);
  mock.method(process.stdout, 'write', swallow((text) => (printed += text)) as typeof process.stdout.write);
  mock.method(process.stderr, 'write', swallow((text) => (complained += text)) as typeof process.stderr.write);
});
after(() => mock.restoreAll());
beforeEach(() => {
  printed = '';
  complained = '';
});

/** Gives `main` a command that does what a test wants. */
async function withCommand(run: () => Promise<number>, args = ['trial']): Promise<number> {
  commands.trial = { summary: '', load: async () => ({ name: 'trial', summary: '', usage: 'how to try', run }) };
  try {
    return await main(args);
  } finally {
    delete commands.trial;
  }
}

test('--help lists every command without loading one', async () => {
  const loads = Object.values(commands).map((command) => mock.method(command, 'load'));
  for (const args of [[], ['--help'], ['-h'], ['help']]) assert.equal(await main(args), 0);
  for (const name of Object.keys(commands)) assert.match(printed, new RegExp(`^ {2}${name} +\\S`, 'm'));
  for (const load of loads) {
    assert.equal(load.mock.callCount(), 0);
    load.mock.restore();
  }
});

test('each command bears the name and the summary that --help shows', async () => {
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = await load();
    assert.deepEqual([command.name, command.summary], [name, summary]);
    assert.match(command.usage, new RegExp(`convolab ${name}\\b`));
  }
});

test('COMMAND --help and help COMMAND print its usage and do nothing else', async () => {
  const run = mock.fn(async () => 0);
  for (const args of [
    ['trial', '--help'],
    ['trial', 'x', '-h'],
    ['help', 'trial'],
  ]) {
    printed = '';
    assert.equal(await withCommand(run, args), 0);
    assert.equal(printed, 'how to try\n');
  }
  assert.equal(run.mock.callCount(), 0);
});

test('--version prints the version of the package', async () => {
  assert.equal(await main(['--version']), 0);
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'lib', 'package.json'), 'utf8'));
  assert.equal(printed, `${version}\n`);
});

test('an unknown command gets one sentence, with the nearest name', async () => {
  assert.equal(await main(['docter']), 1);
  assert.equal(complained, 'convolab has no command "docter". Did you mean convolab doctor?\n');
  complained = '';
  assert.equal(await main(['zzzzzz']), 1);
  assert.equal(complained, 'convolab has no command "zzzzzz". convolab --help lists them.\n');
  assert.equal(await main(['constructor']), 1);
});

test('the status is the one of the command', async () => assert.equal(await withCommand(async () => 3), 3));

test("a user's mistake is printed as its sentence", async () => {
  const status = await withCommand(async () => {
    throw new UserError('Give a notebook.');
  });
  assert.deepEqual([status, complained], [1, 'Give a notebook.\n']);
});

test('a mistake of ours is one line, and its stack trace goes to a file', async () => {
  const status = await withCommand(async () => {
    throw new Error('the sky fell\nand more');
  });
  assert.equal(status, 1);
  assert.match(complained, /^convolab stopped: the sky fell\. Details are in .*last-error\.txt\.\n$/);
  assert.match(readFileSync(join(stateFolder, 'last-error.txt'), 'utf8'), /Error: the sky fell\n[\s\S]+main\.test\.ts/);
});

test('CONVOLAB_DEBUG shows the stack trace', async () => {
  process.env.CONVOLAB_DEBUG = '1';
  try {
    await withCommand(async () => {
      throw new Error('the sky fell');
    });
  } finally {
    delete process.env.CONVOLAB_DEBUG;
  }
  assert.match(complained, /the sky fell\n {4}at /);
});

test('--lang says help, summaries and complaints in that language', async () => {
  const before = process.env.CONVOLAB_LANG;
  try {
    assert.equal(await main(['--lang', 'fr', '--help']), 0);
    assert.match(printed, /^utilisation\u00a0: npx --no-install convolab COMMANDE/);
    assert.match(printed, /^ {2}check +vérifie les réponses d'un notebook d'exercices$/m);
    printed = '';
    assert.equal(await main(['pack', '--help', '--lang=fr']), 0);
    assert.match(printed, /--student ID {3}l'identifiant sous lequel votre enseignant vous connaît/);
    assert.equal(await main(['pack', '--lang', 'fr']), 1);
    assert.match(complained, /^convolab pack a besoin de votre identifiant\u00a0: --student ID/);
  } finally {
    if (before === undefined) delete process.env.CONVOLAB_LANG;
    else process.env.CONVOLAB_LANG = before;
  }
  printed = '';
  await main(['--lang', 'en', 'pack', '--help']);
  assert.match(printed, /^usage: /);
  delete process.env.CONVOLAB_LANG;
});
