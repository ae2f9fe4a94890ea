import assert from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSuites } from '../../../lib/src/exercises/load';
import { readCatalog } from '../../../lib/src/languages/catalog';
import { translatedIn } from '../../../lib/src/languages/edition';
import { languages, translationsFolder } from '../../../lib/src/languages/translations';
import { projectRoot } from '../../../lib/src/project';
import { filesUnder } from '../../structure/imports';
import { placesOf, textsOfLibrary, textsOfSuite } from './texts';

const said = textsOfLibrary();

test('the texts of the library are found', () => {
  assert.ok(said.length > 80, `only ${said.length}`);
  assert.ok(said.some(({ text, counts }) => text === '{reached} of {n} points' && counts));
});

for (const { code } of languages()) {
  const catalog = readCatalog(join(translationsFolder, code, 'messages'));

  test(`${code}: all that the library says to students is translated`, () => {
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

  // a chapter whose exercises are translated has its hints in that language once its messages are there
  const names = translatedIn('exercises', code, projectRoot);
  const complete = names.filter((name) => existsSync(join(translationsFolder, code, 'messages', `${name}.json`)));

  test(`${code}: a chapter with messages has one for all that its suite says`, () => {
    assert.ok(complete.includes('01-introduction'));
    for (const name of complete) {
      const suite = loadSuites().find(({ chapter }) => chapter === Number.parseInt(name, 10));
      assert.ok(suite);
      assert.deepEqual(
        textsOfSuite(suite).filter((text) => !catalog.has(text)),
        [],
        name,
      );
    }
  });

  test(`${code}: no message translates a text that nobody says`, () => {
    const texts = new Set([...said.map(({ text }) => text), ...loadSuites().flatMap(textsOfSuite)]);
    // single words are said from tables
    const library = filesUnder(join(projectRoot, 'lib', 'src'), /\.ts$/)
      .map((file) => readFileSync(join(projectRoot, 'lib', 'src', file), 'utf8'))
      .join('\n');
    assert.deepEqual(
      [...catalog.keys()].filter((text) => !texts.has(text) && !library.includes(`'${text}'`)),
      [],
    );
  });
}
