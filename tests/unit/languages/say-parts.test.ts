import assert from 'node:assert';
import { test } from 'node:test';
import type { Catalog } from '../../../lib/src/languages/catalog';
import { marksOf, sayNumbers } from '../../../lib/src/languages/say-numbers';
import { sayParts } from '../../../lib/src/languages/say-parts';

const catalog: Catalog = new Map([
  ['Losses', 'Pertes'],
  ['loss', 'perte'],
  ['kernel', 'noyau'],
  [': ', ' : '],
  ['{name} from {x} to {y}', '{name} de {x} à {y}'],
  ['{n} of {all} right', '{n} justes sur {all}'],
  ['Curves of {list}, each alone', 'Courbes de {list}, chacune seule'],
  ['{rawWord} looked at {rawSource}', '{rawWord} a regardé {rawSource}'],
]);
const said = (text: string): string => sayParts(text, catalog);

test('a list of lists is said piece by piece, and what is unknown stays', () => {
  assert.equal(said('Losses: SGD from 2.2 to 0.7; Adam from 2 to 0.3.'), 'Pertes : SGD de 2.2 à 0.7; Adam de 2 à 0.3.');
  assert.equal(said('<b>kernel</b><br>loss, 3 of 4 right'), '<b>noyau</b><br>perte, 3 justes sur 4');
  assert.equal(said('✓ loss 0.25 ± 0.1'), '✓ perte 0.25 ± 0.1');
  assert.equal(said('Nobody knows this'), 'Nobody knows this');
});

test('a place for numbers takes no words, and one for a piece no list', () => {
  // 'from start to end' is no range of numbers
  assert.equal(said('loss from start to end'), 'loss from start to end');
  assert.equal(said('loss, SGD from 1 to 2'), 'perte, SGD de 1 à 2');
  assert.equal(said('Curves of loss, kernel, each alone'), 'Courbes de perte, noyau, chacune seule');
});

test('words that a network read stay', () => {
  assert.equal(said('kernel looked at loss'), 'kernel a regardé loss');
});

test('numbers have the marks of the language', () => {
  const french = (text: string): string => sayNumbers(text, marksOf('fr'));
  assert.equal(
    french('61,706 of 1,180,160 weights: 0.5 %, −1.25e−3'),
    '61\u202f706 of 1\u202f180\u202f160 weights: 0,5 %, −1,25e−3',
  );
  assert.equal(french('(1.5, −2) and [1, 2]'), '(1,5\u00a0; −2) and [1, 2]');
  // names, versions, formats and lists of whole numbers have no decimals
  for (const text of ['v1.0.2', 'conv2.1', 'mAP@0.5', '%{x:.3~g}', 'max(34, 18)', 'ResNet-152, 2015'])
    assert.equal(french(text), text);
  assert.equal(sayNumbers('61,706 and 0.5', marksOf('en')), '61,706 and 0.5');
  assert.equal(sayNumbers('61,706 and 0.5', marksOf('de')), '61.706 and 0,5');
});
