import assert from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { textsOfSuite } from '../../../lib/src/cli/translate/messages';
import { loadSuites } from '../../../lib/src/exercises/load';
import { readCatalog } from '../../../lib/src/languages/catalog';
import { languages, translationsFolder } from '../../../lib/src/languages/translations';
import { projectRoot } from '../../../lib/src/project';
import { filesUnder } from '../../structure/imports';
import { placesOf, saidTexts } from './texts';

const said = saidTexts();

test('the texts of the library and of the suites are found', () => {
  assert.ok(said.length > 200, `only ${said.length}`);
  assert.ok(said.some(({ text, counts }) => text === '{reached} of {n} points' && counts));
  assert.ok(said.some(({ file }) => file === '02-fundamentals/edge-detector.ts'));
});

for (const { code } of languages()) {
  const catalog = readCatalog(join(translationsFolder, code, 'messages'));

  test(`${code}: all that the library and the suites say is translated`, () => {
    assert.deepEqual([...new Set(said.filter(({ text }) => !catalog.has(text)).map(({ text }) => text))], []);
  });

  test(`${code}: a text that depends on a number has its forms, and no other has`, () => {
    const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    for (const { text, counts } of said) {
      const found = catalog.get(text);
      assert.equal(typeof found === 'object', counts, text);
      if (typeof found === 'object')
        assert.ok(
          Object.keys(found).every((form) => categories.includes(form as never)),
          text,
        );
    }
  });

  test(`${code}: a translation has the places of its English text`, () => {
    for (const [text, found] of catalog) {
      for (const translated of typeof found === 'string' ? [found] : Object.values(found))
        assert.deepEqual(placesOf(translated), placesOf(text), text);
    }
  });

  test(`${code}: code in backticks is the same code`, () => {
    const code = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, part]) => part).sort();
    for (const [text, found] of catalog)
      for (const translated of typeof found === 'string' ? [found] : Object.values(found))
        assert.deepEqual(code(translated), code(text), text);
  });

  for (const suite of loadSuites()) {
    const number = String(suite.chapter).padStart(2, '0');
    const file = readdirSync(join(translationsFolder, code, 'messages')).find((name) => name.startsWith(number));

    test(`${code}: the messages of chapter ${suite.chapter}, if there are any, have all that its suite says`, () => {
      assert.ok(file !== undefined || code !== 'fr');
      if (file) {
        assert.deepEqual(
          textsOfSuite(suite).filter((text) => !catalog.has(text)),
          [],
        );
      }
    });
  }

  test(`${code}: no message translates a text that nobody says`, () => {
    const texts = new Set([...said.map(({ text }) => text), ...loadSuites().flatMap(textsOfSuite)]);
    // single words are said from tables
    const library = filesUnder(join(projectRoot, 'lib', 'src'), /\.ts$/)
      .map((file) => readFileSync(join(projectRoot, 'lib', 'src', file), 'utf8'))
      .join('\n');
    assert.deepEqual(
      [...catalog.keys()].filter(
        (text) => !texts.has(text) && !library.includes(`'${text}'`) && !library.includes(` ${text}: `),
      ),
      [],
    );
  });
}
