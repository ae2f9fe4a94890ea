import assert from 'node:assert';
import { join } from 'node:path';
import { test } from 'node:test';
import { readerLanguage, takeLanguage } from '../../../lib/src/languages/reader';
import { figures, inLanguage, language, say, sayCount } from '../../../lib/src/languages/say';
import { projectRoot } from '../../../lib/src/project';

const french = { LANG: 'fr_CA.UTF-8' };

test('what was asked for comes before the notebook, the notebook before the computer', () => {
  const folder = (name: string): string => join(projectRoot, name);
  const language = (environment: Record<string, string>, name?: string): string =>
    readerLanguage({ environment, folder: name === undefined ? undefined : folder(name) });
  assert.equal(language({}), 'en');
  assert.equal(language(french), 'fr');
  assert.equal(language({ ...french, LC_ALL: 'C' }), 'en', 'LC_ALL decides for all of the system');
  assert.equal(language({ ...french, LC_MESSAGES: 'de_DE' }), 'en', 'there is no German');
  assert.equal(language({ LC_MESSAGES: 'fr' }), 'fr');
  assert.equal(language({}, 'exercises/fr'), 'fr');
  assert.equal(language(french, 'exercises'), 'en', 'an English notebook gets English reports');
  assert.equal(language(french, 'elsewhere'), 'fr');
  assert.equal(language({ CONVOLAB_LANG: 'en' }, 'exercises/fr'), 'en');
  assert.equal(language({ CONVOLAB_LANG: 'fr' }, 'exercises'), 'fr');
  assert.equal(language({ CONVOLAB_LANG: 'xx' }, 'exercises/fr'), 'fr');
});

test('--lang is taken out of the arguments of any command', () => {
  assert.deepEqual(takeLanguage(['check', '01']), { rest: ['check', '01'] });
  assert.deepEqual(takeLanguage(['check', '--lang', 'fr', '01']), { rest: ['check', '01'], asked: 'fr' });
  assert.deepEqual(takeLanguage(['--lang=en', 'check']), { rest: ['check'], asked: 'en' });
  assert.throws(() => takeLanguage(['check', '--lang', 'xx']), {
    name: 'UserError',
    message: /"xx"\. There is: en, fr/,
  });
  assert.throws(() => takeLanguage(['check', '--lang']), { name: 'UserError', message: /needs a language/ });
});

test('the language goes with the work, also over what it waits for, and English is what is left', async () => {
  assert.equal(say('Hint:'), 'Hint:');
  const slow = inLanguage('fr', async () => {
    await new Promise((done) => setImmediate(done));
    return [language(), say('Hint:'), await inLanguage('en', async () => say('Hint:'))];
  });
  assert.equal(language(), 'en');
  assert.deepEqual(await slow, ['fr', 'Indice :'.replace(' ', '\u00a0'), 'Hint:']);
  assert.equal(
    inLanguage('fr', () => say('Nobody has translated {this}.', { this: 'it' })),
    'Nobody has translated it.',
  );
});

test('values are filled in, and numbers have the form that the language asks for', () => {
  assert.equal(say('{wrong} of {all} calls went wrong.', { wrong: 1, all: 3 }), '1 of 3 calls went wrong.');
  const points = (n: number): string => sayCount(n, '{n} point', '{n} points');
  assert.deepEqual([0, 1, 2].map(points), ['0 points', '1 point', '2 points']);
  // French counts 0 as one
  assert.deepEqual(
    inLanguage('fr', () => [0, 1, 2].map(points)),
    ['0 point', '1 point', '2 points'],
  );
  assert.deepEqual([figures(2.5), inLanguage('fr', () => figures(2.5))], ['2.5', '2,5']);
});
