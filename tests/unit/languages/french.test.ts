import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBlocks } from '../../../lib/src/languages/blocks';
import { readCatalog, readMessages } from '../../../lib/src/languages/catalog';
import { translatedFolders, translatedIn } from '../../../lib/src/languages/edition';
import { translationsFolder } from '../../../lib/src/languages/translations';
import { projectRoot } from '../../../lib/src/project';

/** Places where French wants a space that no line breaks at, with what stands around them. */
function breakableSpaces(markdown: string): string[] {
  const code = /```[\s\S]*?```|`[^`\n]+`|\$\$[\s\S]+?\$\$|\$[^$\n]+\$/g;
  const prose = markdown.replace(code, 'x').replace(/<!--.*?-->/g, '');
  return [...prose.matchAll(/.{0,20}(?: [;:!?%»]|[^\u00a0]»|«[^\u00a0]|\d \d{3}(?!\d)).{0,10}/g)].map(
    ([found]) => found,
  );
}

test('breakable spaces are found, and neither code nor formulas are prose', () => {
  assert.deepEqual(breakableSpaces('Où\u00a0? «\u00a0Ici\u00a0», `a : b` et $a : b$\u00a0: 10\u00a0000.'), []);
  for (const wrong of ['Où ?', '« Ici\u00a0»', '«\u00a0Ici »', '«\u00a0Ici»', '`a` : b', '10 000 images', '5 %'])
    assert.equal(breakableSpaces(wrong).length, 1, wrong);
});

test('French text has no-break spaces before high punctuation, inside quotation marks and between thousands', () => {
  for (const folder of translatedFolders)
    for (const name of translatedIn(folder, 'fr', projectRoot)) {
      const path = join(translationsFolder, 'fr', folder, `${name}.md`);
      for (const { id, text } of readBlocks(readFileSync(path, 'utf8'), name))
        assert.deepEqual(breakableSpaces(text), [], `${folder}/${name}, ${id}`);
    }
  const printed = ['lines', 'heads', 'cells'].map((name) => `printed/${name}.json`);
  const others = ['set-up.json', 'figures.json', 'errors.json', 'teachers.json', ...printed].flatMap((file) => [
    ...readMessages(join(translationsFolder, 'fr', file)),
  ]);
  for (const [english, french] of [...readCatalog(join(translationsFolder, 'fr', 'messages')), ...others])
    for (const text of typeof french === 'string' ? [french] : Object.values(french))
      assert.deepEqual(breakableSpaces(text), [], english);
});
