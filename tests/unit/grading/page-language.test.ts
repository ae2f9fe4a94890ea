import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pageLanguage } from '../../../lib/src/grading/feedback/page-language';
import type { ClassResults } from '../../../lib/src/grading/results/class-results';
import { inLanguage } from '../../../lib/src/languages/say';

const folder = mkdtempSync(join(tmpdir(), 'page-language-'));
const asked = process.env.CONVOLAB_LANG;
before(() => {
  delete process.env.CONVOLAB_LANG;
  writeFileSync(join(folder, 'french.ipynb'), '{"metadata":{"lang":"fr"},"cells":[]}');
  writeFileSync(join(folder, 'english.ipynb'), '{"metadata":{},"cells":[]}');
  writeFileSync(join(folder, 'odd.ipynb'), '{"metadata":{"lang":"<b>"},"cells":[]}');
  writeFileSync(join(folder, 'cut.ipynb'), '{"metadata":{"lang":"fr"},');
});
after(() => {
  if (asked === undefined) delete process.env.CONVOLAB_LANG;
  else process.env.CONVOLAB_LANG = asked;
  rmSync(folder, { recursive: true });
});

/** A chapter by the language of its assignment, and what the student handed in. */
const results = (...chapters: [language: string | undefined, file?: string][]): ClassResults =>
  ({
    folder,
    chapters: chapters.map(([language, file], i) => ({
      release: { made: `2027-01-0${i + 1}T00:00:00Z`, language },
      grades: new Map([['s1', file ? { counts: { attempt: { file } } } : {}]]),
    })),
  }) as unknown as ClassResults;
const languageOf = (...chapters: Parameters<typeof results>): string => pageLanguage(results(...chapters), 's1');

test('a page is in the language of the notebook that was handed in, else of the one that was assigned', () => {
  assert.equal(languageOf(['en', 'french.ipynb']), 'fr');
  assert.equal(languageOf(['fr', 'french.ipynb']), 'fr');
  // an English notebook names no language
  assert.equal(languageOf(['en', 'english.ipynb']), 'en');
  for (const file of ['odd.ipynb', 'cut.ipynb', 'gone.ipynb', undefined]) {
    assert.equal(languageOf(['fr', file]), 'fr', file);
    assert.equal(languageOf(['en', file]), 'en', file);
  }
});

test('of several chapters the one assigned last decides that has a hand-in', () => {
  assert.equal(languageOf(['fr', 'french.ipynb'], ['en', 'english.ipynb']), 'en');
  assert.equal(languageOf(['fr', 'french.ipynb'], ['en']), 'fr');
});

test('an old assignment is in the language of the command, and what the teacher asks for comes before all', () => {
  assert.equal(
    inLanguage('fr', () => languageOf([undefined, 'english.ipynb'])),
    'fr',
  );
  process.env.CONVOLAB_LANG = 'en';
  assert.equal(languageOf(['fr', 'french.ipynb']), 'en');
  process.env.CONVOLAB_LANG = 'xx';
  assert.equal(languageOf(['fr', 'french.ipynb']), 'fr');
});
