import assert from 'node:assert';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

/** A tiny Breton course: one folder. */
const course = mkdtempSync(join(tmpdir(), 'convolab-third-'));
after(() => rmSync(course, { recursive: true, force: true }));
process.env.CONVOLAB_TRANSLATIONS = join(course, 'translations');

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(course, path)), { recursive: true });
  writeFileSync(join(course, path), typeof content === 'string' ? content : JSON.stringify(content));
}

const textCell = { cell_type: 'markdown', id: 'hello', metadata: {}, source: 'Good morning' };
const codeCell = { cell_type: 'code', id: 'sum', metadata: {}, source: '1 + 1', outputs: [], execution_count: null };
write('notebooks/01-start.ipynb', { cells: [textCell, codeCell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
write('translations/br/language.json', { name: 'Brezhoneg', code: 'br', locale: 'br_FR' });
write('translations/br/messages/few.json', {
  'Hint:': 'Titour:',
  '{n} points': { one: '{n} poent', two: '{n} boent', few: '{n} foent', many: '{n} a boentoù', other: '{n} poent all' },
  'Feature map': 'Kartenn',
});
write('translations/br/figures.json', { 'f′(x), its derivative': 'f′(x), he deverad' });

// loaded here, because the folder of translations is chosen when they are
const library = () => import('../../../lib/src/languages/say');

test('the language is there for --lang and for LANG', async () => {
  const { readerLanguage, takeLanguage } = await import('../../../lib/src/languages/reader');
  assert.deepEqual(takeLanguage(['check', '--lang', 'br']), { rest: ['check'], asked: 'br' });
  assert.equal(readerLanguage({ environment: { LANG: 'br_FR.UTF-8' } }), 'br');
  assert.throws(() => takeLanguage(['--lang', 'fr']), /There is: en, br\./);
});

test('its messages are said, in the plural forms that it has, and English where it has none', async () => {
  const { inLanguage, say, sayCount } = await library();
  inLanguage('br', () => {
    assert.equal(say('Hint:'), 'Titour:');
    assert.equal(say('Hint.'), 'Hint.');
    // Breton has a form for two, and one for three
    assert.deepEqual(
      [1, 2, 3, 5].map((n) => sayCount(n, '{n} point', '{n} points')),
      ['1 poent', '2 boent', '3 foent', '5 poent all'],
    );
  });
});

test('its figures and widgets speak it', async () => {
  const { inLanguage } = await library();
  const { sayFigure } = await import('../../../lib/src/languages/say-figure');
  const { pageTexts } = await import('../../../lib/src/languages/page-texts');
  inLanguage('br', () => {
    const { data } = sayFigure({ data: [{ name: 'f′(x), its derivative', y: [1] }], layout: {}, alt: '' });
    assert.deepEqual(data, [{ name: 'f′(x), he deverad', y: [1] }]);
    assert.deepEqual(pageTexts('say("Feature map")', {}), { language: 'br', messages: { 'Feature map': 'Kartenn' } });
  });
});

test('its notebooks are made, and what it lacks is listed', async () => {
  const { makeEdition } = await import('../../../lib/src/languages/edition');
  const { headerOf } = await import('../../../lib/src/languages/blocks');
  const { missingMessages } = await import('../../../lib/src/cli/translate/messages');
  write('translations/br/notebooks/01-start.md', `${headerOf('hello', 'Good morning')}\nDemat\n`);
  const report = makeEdition('br', { root: course, check: false });
  assert.deepEqual([report.made, report.problems], [['notebooks/br/01-start.ipynb'], []]);
  const { cells } = JSON.parse(readFileSync(join(course, 'notebooks/br/01-start.ipynb'), 'utf8'));
  assert.deepEqual(
    cells.map(({ source }: { source: string | string[] }) => [source].flat().join('')),
    ['Demat', '1 + 1'],
  );
  const missing = missingMessages('br');
  assert.ok(missing.includes('Hint.') && !missing.includes('Hint:'));
  assert.ok(existsSync(join(course, 'translations/br/language.json')));
});
