/** What `npm start` says is translated, and nothing that it tells a reader goes past `say`. */
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as ts from 'typescript';
import { textsOfSetUp } from '../../../lib/src/cli/translate/messages';
import { readSetUpTexts } from '../../../lib/src/languages/catalog';
import { languages } from '../../../lib/src/languages/translations';
import { projectRoot } from '../../../lib/src/project';
import { filesUnder } from '../../structure/imports';
import { placesOf } from './texts';

const said = new Set(textsOfSetUp().map(({ text }) => text));

test('the texts of the set-up are found, also those of the engine and of the commands', () => {
  assert.ok(said.size > 80, `only ${said.size}`);
  for (const text of [
    'library',
    'Unpacking TensorFlow',
    'Port {wanted} is in use: take another one, for example npm start -- --port {free}',
  ])
    assert.ok(said.has(text), text);
  assert.ok([...said].some((text) => text.startsWith('The course is not set up yet.')));
});

for (const { code } of languages()) {
  const texts = readSetUpTexts(code);

  test(`${code}: all that npm start says is translated, and nothing else`, () => {
    assert.deepEqual([...texts.keys()].sort(), [...said].sort());
  });

  test(`${code}: a translation has the places of its English text, and its commands`, () => {
    const commands = (text: string): string[] =>
      text.match(/npm start( -- --?[a-z-]+)*|git checkout [\w. /-]+|\.venv|`[^`]+`/g) ?? [];
    for (const [english, translation] of texts) {
      assert.ok(typeof translation === 'string', english);
      assert.deepEqual(placesOf(translation), placesOf(english), english);
      assert.deepEqual(commands(translation).sort(), commands(english).sort(), english);
    }
  });
}

/** Code of other languages, and what is read by machines: everything else with two words is for a reader. */
const stays = [
  /^(import sys|const m = |for \(const path of|<svg |#include )/,
  /^(sudo|brew|winget|uv|npm|xcode-select|wsl|python3|-m) /,
  // names and options, the same in all languages
  /^(Node|Python|--port|--lang) \{\}$|^WebAssembly$|^Markdown Preview$/,
  // what is noted and never shown
  /^no answer, or no working binding$/,
  // data of the lock, of the stamp, of a request
  /^(recipe \d*\{?|token \{?|compile: |kernels: |npm: )/,
];

/** Texts with two words in a row, or in the place of one for a reader, that no `say` or `toSay` stands around. */
function unsaidIn(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(say|toSay)$/.test(node.expression.getText())) {
      for (const argument of node.arguments.slice(1)) visit(argument);
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = ts.isStringLiteralLike(node)
        ? node.text
        : [node.head.text, ...node.templateSpans.map(({ literal }) => `{}${literal.text}`)].join('');
      const isProse = /\p{L}{2,}[,;:]? (\{\}|\p{L}{2,})|\{\} \p{L}{2,}/u.test(text);
      if ((isProse || isShown(node, text)) && !stays.some((one) => one.test(text))) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('script.js', code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS));
  return found;
}

/** Titles of steps, notes, and what is handed to a teller, also single words. */
function isShown(node: ts.Node, text: string): boolean {
  const { parent } = node;
  const letters = /\p{L}{2,}/u.test(text);
  if (ts.isPropertyAssignment(parent)) return letters && /^(title|note|reason|remedy)$/.test(parent.name.getText());
  return (
    letters &&
    ts.isCallExpression(parent) &&
    /^(tell|detail|console\.(log|error|warn))$/.test(parent.expression.getText())
  );
}

test('texts that go past say are found', () => {
  assert.deepEqual(unsaidIn("say('All is well.'); const step = { title: toSay('library') };"), []);
  assert.deepEqual(unsaidIn("spawn('g++', ['--lang', 'fr']); hash.update(file);"), []);
  for (const wrong of [
    "throw new SetupError('All is lost.')",
    `throw new SetupError(\`Port ${'$'}{port} fails\`)`,
    "const step = { title: 'library' }",
    "return { note: 'native' }",
    "tell('Unpacking')",
    "say('{why}', { why: ok ? name : 'no name' })",
  ])
    assert.equal(unsaidIn(wrong).length, 1, wrong);
});

test('npm start tells a reader nothing but what is translated', () => {
  const files = ['scripts/setup', 'scripts/engine', 'lib/bin'].flatMap((folder) =>
    filesUnder(join(projectRoot, folder), /\.js$/).map((file) => `${folder}/${file}`),
  );
  assert.ok(files.length > 30, `only ${files.length} files`);
  const unsaid = [...files, 'scripts/start.js'].flatMap((file) =>
    unsaidIn(readFileSync(join(projectRoot, file), 'utf8')).map((text) => `${file}: ${text}`),
  );
  assert.deepEqual(unsaid, []);
});
