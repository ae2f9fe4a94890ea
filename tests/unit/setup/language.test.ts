import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { fakeContext, fakePython, temporaryFolder, write } from './workbench';

const { languageOf } = script('setup/language');
const { jupyterlabLanguage } = script('setup/steps/jupyterlab-language');
const { firstPage } = script('setup/jupyterlab/run');
const skip = process.platform === 'win32' ? 'the fake programs are shell scripts' : false;

/** A course that is translated into Breton, with JupyterLab's texts if asked. */
function translated(root: string, lock = true): void {
  write(root, {
    'translations/br/language.json': '{ "name": "Brezhoneg", "code": "br", "locale": "br_FR" }',
    ...(lock && { 'translations/br/jupyterlab.lock': 'jupyterlab-language-pack-br-fr==1 --hash=sha256:0\n' }),
    'notebooks/README.md': '',
  });
}

test('the language is one that the course has a folder for', (t) => {
  const root = temporaryFolder(t);
  translated(root);
  assert.equal(languageOf(root), undefined);
  assert.equal(languageOf(root, 'en'), undefined, 'English is what there is without it');
  const lock = join(root, 'translations/br/jupyterlab.lock');
  assert.deepEqual(languageOf(root, 'br'), { code: 'br', name: 'Brezhoneg', locale: 'br_FR', lock });
  for (const code of ['xx', '../br', ''])
    assert.throws(() => languageOf(root, code), {
      message: `The course has no translation '${code}'. There is: en, br.`,
    });
});

test("JupyterLab's texts come from their lock, with hashes, and its locale is set for this language only", {
  skip,
}, async (t) => {
  const root = temporaryFolder(t);
  translated(root);
  const language = languageOf(root, 'br');
  assert.ok(language);
  const step = jupyterlabLanguage(language);
  fakePython(root, '.venv/bin/python', [3, 12, 0]);
  const context = fakeContext(root, () => {
    write(root, { '.venv/lib/python3.12/site-packages/jupyterlab_language_pack_br_FR/__init__.py': '' });
    return { ok: true };
  });
  context.env.CONVOLAB_UV = 'off';
  assert.ok(!step.isThere(context, {}));
  await step.work(context, { interrupted: false });
  assert.deepEqual(
    context.calls.map(({ command, args }) => [command, ...args].join(' ').replaceAll(root, '.')),
    ['./.venv/bin/python -m pip install --require-hashes -r ./translations/br/jupyterlab.lock'],
  );
  assert.ok(step.isThere(context, {}));
  const overrides = JSON.parse(readFileSync(join(root, '.convolab/jupyter/lab-br/settings/overrides.json'), 'utf8'));
  assert.deepEqual(overrides['@jupyterlab/translation-extension:plugin'], { locale: 'br_FR' });
  assert.ok('@jupyterlab/apputils-extension:notification' in overrides, 'the settings of the course stay');
  assert.ok(!existsSync(join(root, '.venv/share/jupyter/lab/settings')), 'a start without --lang finds nothing new');
});

test('a pack that could not be fetched is told, and the environment stays', { skip }, async (t) => {
  const root = temporaryFolder(t);
  translated(root);
  const language = languageOf(root, 'br');
  assert.ok(language);
  fakePython(root, '.venv/bin/python', [3, 12, 0]);
  const context = fakeContext(root, () => ({ ok: false, output: 'no matching distribution' }));
  context.env.CONVOLAB_UV = 'off';
  await assert.rejects(jupyterlabLanguage(language).work(context, { interrupted: true }), { name: 'SetupError' });
  assert.ok(existsSync(join(root, '.venv/bin/python')));
});

test('a language without JupyterLab texts leaves JupyterLab in English', (t) => {
  const root = temporaryFolder(t);
  translated(root, false);
  assert.equal(languageOf(root, 'br')?.lock, undefined);
});

test("the first page is the one of the reader's language, where there is one", (t) => {
  const root = temporaryFolder(t);
  translated(root);
  const language = languageOf(root, 'br');
  assert.equal(firstPage(root, language), '/lab/tree/notebooks/README.md');
  write(root, { 'notebooks/br/README.md': '' });
  assert.equal(firstPage(root, language), '/lab/tree/notebooks/br/README.md');
  assert.equal(firstPage(root), '/lab/tree/notebooks/README.md');
});
