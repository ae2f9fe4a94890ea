import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { safeCsv, safeText } from '../../../lib/src/grading/gradebook/safe-csv';
import { hostileTexts } from '../../grading/hostile/texts';

describe('CSV', () => {
  it('has no formulas in its texts, and leaves numbers alone', () => {
    for (const begin of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      assert.ok(safeText(`${begin}1+1`).startsWith("'"), JSON.stringify(begin));
    }
    assert.equal(safeText('1=1'), '1=1');
    const text = safeCsv(['=a', 'b'], [['=1', -1.5], ['x"y,z', undefined], ...hostileTexts.map((one) => [one, 1])]);
    const [head, first, second, ...others] = parse(text, { bom: true }) as string[][];
    assert.deepEqual(
      [head, first, second],
      [
        ["'=a", 'b'],
        ["'=1", '-1.5'],
        ['x"y,z', ''],
      ],
    );
    for (const [field] of others) assert.doesNotMatch(field, /^[=+\-@\t\r]|(?![\t\n])[\p{Cc}\p{Cf}]/u);
  });
});
