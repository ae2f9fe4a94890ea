import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widget } from '../../../lib/src/display/widget';
import { inLanguage } from '../../../lib/src/languages/say';
import { inKernel } from './kernel';

/** The text beside the picture of an instrument, which begins with its title. */
async function told(language: string, title?: string): Promise<string> {
  const [{ data }] = await inKernel(() => inLanguage(language, () => widget.attention({ title })));
  return String(data['text/plain']);
}

test('the title of an instrument is in the language of the reader, if it is one of the course', async () => {
  assert.match(await told('fr', 'Attention among seven words'), /^Attention entre sept mots\. /);
  assert.match(await told('en', 'Attention among seven words'), /^Attention among seven words\. /);
  assert.match(await told('fr', 'My own cat'), /^My own cat\. /);
  assert.match(await told('fr'), /^De l'attention à manipuler\. /);
});
