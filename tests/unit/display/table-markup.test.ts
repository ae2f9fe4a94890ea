import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText, readTable, tableMarkup } from '../../../lib/src/display/table-markup';

const tables = [
  {
    caption: `<b>1 & 2</b> "so" it's &lt;`,
    columns: [
      { name: 'a < b', cells: ['&amp;', ''], numeric: false },
      { name: 'n', cells: ['1', '−2'], numeric: true },
    ],
  },
  { columns: [{ name: 'alone', cells: ['line\nbreak'], numeric: false }] },
  { columns: [{ name: 'no rows', cells: [], numeric: false }] },
];

test('a table is read back from its HTML', () => {
  for (const table of tables) assert.deepEqual(readTable(tableMarkup(table)), table);
});

test('other HTML is no table of ours', () => {
  for (const markup of ['<table></table>', '<p>1</p>', `x${tableMarkup(tables[0])}`, ''])
    assert.equal(readTable(markup), undefined);
});

test('the plain text has a line for the heads, one below them, and one for each row', () => {
  assert.equal(plainText(tables[1]), 'alone\n----------\nline\nbreak');
  const [, ...lines] = plainText(tables[0]).split('\n');
  assert.deepEqual(lines, ['a < b   n', '-----  --', '&amp;   1', '       −2']);
});
