import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { table, toFrame } from '../../../lib/src/display/table';
import { inKernel, printed } from './kernel';

const rows = [
  { pooling: 'max', accuracy: 0.87123, parameters: 61706 },
  { pooling: '<b>L2</b> & more', accuracy: -0.5, parameters: 1234567 },
];

async function html(...parameters: Parameters<typeof table>): Promise<string> {
  const [{ data }] = await inKernel(() => table(...parameters));
  return String(data['text/html']);
}

function cells(markup: string, tag: 'th' | 'td'): string[] {
  return [...markup.matchAll(new RegExp(`<${tag} [^>]*>(.*?)</${tag}>`, 'g'))].map(([, text]) => text);
}

describe('table', () => {
  it('shows header and cells, text escaped, numbers rounded and grouped', async () => {
    const markup = await html(rows, { digits: 2, caption: 'a < b' });
    assert.deepEqual(cells(markup, 'th'), ['pooling', 'accuracy', 'parameters']);
    assert.deepEqual(cells(markup, 'td'), [
      'max',
      '0.87',
      '61,706',
      '&lt;b&gt;L2&lt;/b&gt; &amp; more',
      '−0.50',
      '1,234,567',
    ]);
    assert.match(markup, /<caption[^>]*>a &lt; b<\/caption>/);
  });

  it('leaves colours to the page', async () => {
    assert.doesNotMatch(await html(rows), /color|background/);
  });

  it('is a danfojs DataFrame, and takes one', async () => {
    const { DataFrame } = require('danfojs-node') as {
      DataFrame: new (data: unknown) => { columns: string[]; values: unknown };
    };
    assert.ok(toFrame(rows) instanceof DataFrame);
    assert.equal(await html(new DataFrame(rows)), await html(rows));
  });

  it('keeps columns in order and shows gaps, other types and numbers without room', async () => {
    const markup = await html([
      { a: 1, b: true },
      { b: null, c: [1, 2], a: Number.NaN },
    ]);
    assert.deepEqual(cells(markup, 'th'), ['a', 'b', 'c']);
    assert.deepEqual(cells(markup, 'td'), ['1', 'true', '–', 'NaN', '–', '[1,2]']);
    assert.deepEqual(cells(await html([{ rate: 0.00001 }, { rate: 0.25 }]), 'td'), ['1.00e-5', '0.250']);
  });

  it('writes nothing to the console in a notebook, and aligned text outside', async () => {
    assert.deepEqual(await printed(async () => void (await html(rows))), []);
    const [text] = await printed(() => table(rows, { caption: 'Poolings' }));
    assert.deepEqual(text.split('\n'), [
      'Poolings',
      'pooling           accuracy  parameters',
      '----------------  --------  ----------',
      'max                  0.871      61,706',
      '<b>L2</b> & more    −0.500   1,234,567',
    ]);
  });

  it('takes one column, and no rows', async () => {
    assert.deepEqual(cells(await html([{ a: 1 }, { a: 2 }]), 'td'), ['1', '2']);
    assert.deepEqual(cells(await html([]), 'td'), []);
  });

  it('names a mistake', async () => {
    for (const wrong of [[1, 2], [[1], [2]], 'text', undefined]) {
      await assert.rejects(table(wrong as never), { name: 'UserError', message: /array of records/ });
    }
  });
});
