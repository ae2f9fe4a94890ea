/** Printed lines and tables in a tiny Breton translation of its own: what is known is said, what is not stays byte for byte. */
import assert from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'convolab-printed-'));
after(() => rmSync(folder, { recursive: true, force: true }));
process.env.CONVOLAB_TRANSLATIONS = folder;

function write(path: string, content: object): void {
  mkdirSync(join(folder, 'br', 'printed'), { recursive: true });
  writeFileSync(join(folder, 'br', path), JSON.stringify(content));
}

write('language.json', { name: 'Brezhoneg', code: 'br' });
write('figures.json', { accuracy: 'resisted', 'output {place}': 'er-maez {place}', Results: "Disoc'hoù" });
write('printed/lines.json', {
  'Here we are.': 'Setu ni.',
  '{name}: loss {x}, kernel {rawKernel}': '{name}: koll {x}, kraoñell {rawKernel}',
  '{name} {n} points': '{name} {n} poent',
  'losses {numbers}': 'kolloù {numbers}',
  'input\n{rawRow}': 'enmont\n{rawRow}',
  '{n} of {all}: {list}: loss {x}': '{n} diwar {all}: {list}: koll {x}',
});
write('printed/heads.json', {
  way: 'doare',
  'after {n} epochs': 'goude {n} prantad',
  'sentence: {rawCells}': '{rawCells}',
});
write('printed/cells.json', { plain: 'eeun', 'with warm-up': 'gant tommañ' });

// loaded here, because the folder of translations is chosen when they are
const library = async () => ({
  ...(await import('../../../lib/src/languages/say')),
  ...(await import('../../../lib/src/languages/say-printed')),
  ...(await import('../../../lib/src/languages/say-table')),
});

async function inBreton(text: string): Promise<string> {
  const { inLanguage, sayPrinted } = await library();
  return inLanguage('br', () => sayPrinted(text));
}

test('a known line is said, with the numbers of the language; raw places stay', async () => {
  assert.equal(await inBreton('Here we are.'), 'Setu ni.');
  assert.equal(await inBreton('plain: loss 0.25, kernel [[1.5,2]]'), 'eeun: koll 0,25, kraoñell [[1.5,2]]');
  assert.equal(await inBreton('losses 0.5, 0.25'), 'kolloù 0,5\u00a0; 0,25');
});

test('a piece of a line may be a list of words of cells', async () => {
  assert.equal(await inBreton('1 of 5: with warm-up, mine: loss 0.5'), '1 diwar 5: gant tommañ, mine: koll 0,5');
});

test('columns stay columns', async () => {
  const [short, long] = [await inBreton('plain          +0.5 points'), await inBreton('with warm-up   -0.5 points')];
  assert.match(short, /^eeun +\+0,5 poent$/);
  assert.match(long, /^gant tommañ +-0,5 poent$/);
  assert.equal(short.indexOf('+'), long.indexOf('-'));
});

test('lines that are not known may be said otherwise', async () => {
  const { inLanguage, sayPrinted } = await library();
  assert.equal(
    inLanguage('br', () => sayPrinted('Here we are.\nmine', (line) => `(${line})`)),
    'Setu ni.\n(mine)',
  );
});

test('lines of one text are said one by one, and texts of several lines as a whole', async () => {
  assert.equal(await inBreton('a\nHere we are.\n\nb\n'), 'a\nSetu ni.\n\nb\n');
  assert.equal(await inBreton('input\n  1  2\n  3  4'), 'enmont\n  1  2\n  3  4');
  assert.equal(await inBreton('input'), 'input', 'the first line of a text of two is none');
});

test('any other line stays byte for byte', async () => {
  const own = [
    '',
    ' ',
    'here we are.',
    'Here we are',
    'Here we are. ',
    ' Here we are.',
    'I say: Here we are.',
    'plain: loss none, kernel 3',
    'plain: loss 0.25',
    'plain points',
    'accuracy',
    'Results',
    'output 3',
    '0.25',
    'tab\t1.5\r\n\u001b[31mred\u001b[0m 2.5',
  ];
  for (const line of own) assert.equal(await inBreton(line), line);
});

test('English stays English', async () => {
  const { inLanguage, sayPrinted } = await library();
  assert.equal(
    inLanguage('en', () => sayPrinted('Here we are.')),
    'Here we are.',
  );
});

test('console.log gets a known sentence as one text, and everything else just as it was given', async () => {
  const { inLanguage, sayingLog } = await library();
  const got: unknown[][] = [];
  const log = sayingLog((...values) => got.push(values));
  const said = (...values: unknown[]): unknown[] => {
    inLanguage('br', () => log(...values));
    return got.pop() as unknown[];
  };
  assert.deepEqual(said('losses', 0.5), ['kolloù 0,5']);
  assert.deepEqual(said('plain: loss 0.5, kernel', [1, 2]), ['eeun: koll 0,5, kraoñell [ 1, 2 ]']);
  let looked = 0;
  const object = {
    get name() {
      looked++;
      return 'Here we are.';
    },
  };
  const cycle: unknown[] = [];
  cycle.push(cycle);
  for (const values of [
    [],
    ['%s', 'Here we are.'],
    ['losses %d', 0.5],
    ['Here we are.', object],
    [object],
    [cycle],
    [undefined],
    [null],
    [new Float32Array(2)],
    ['mine', 1],
  ]) {
    const passed = said(...values);
    assert.equal(passed.length, values.length);
    for (const [i, value] of values.entries()) assert.equal(passed[i], value);
  }
  assert.equal(looked, 0);
});

test('a table is said: caption, heads, words of cells and numbers', async () => {
  const { inLanguage, sayTable } = await library();
  const table = {
    caption: 'Results: with 1.5',
    columns: [
      { name: 'way', cells: ['plain', 'with warm-up, plain', 'mine'], numeric: false },
      { name: 'accuracy', cells: ['0.871', '61,706.5', '–'], numeric: true },
      { name: 'after 3 epochs', cells: ['87.1 %', '0.5, 0.25', '[1.00, 10.5]'], numeric: false },
      { name: 'sentence', cells: ['plain', 'v 1.5', '0.5, 0.25'], numeric: false },
      { name: 'output shape', cells: ['2×2', '', 'Conv2D'], numeric: false },
    ],
  };
  const before = JSON.stringify(table);
  assert.equal(sayTable(table), table, 'the very table for a reader of English');
  assert.deepEqual(
    inLanguage('br', () => sayTable(table)),
    {
      caption: "Disoc'hoù: with 1,5",
      columns: [
        { name: 'doare', cells: ['eeun', 'gant tommañ, eeun', 'mine'], numeric: false },
        { name: 'resisted', cells: ['0,871', '61\u00a0706,5', '–'], numeric: true },
        {
          name: 'goude 3 prantad',
          cells: ['87,1\u00a0%', '0,5\u00a0; 0,25', '[1,00\u00a0; 10,5]'],
          numeric: false,
        },
        { name: 'sentence', cells: ['plain', 'v 1.5', '0.5, 0.25'], numeric: false },
        { name: 'output shape', cells: ['2×2', '', 'Conv2D'], numeric: false },
      ],
    },
  );
  assert.equal(JSON.stringify(table), before);
});
