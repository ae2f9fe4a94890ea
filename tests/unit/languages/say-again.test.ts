import assert from 'node:assert';
import { test } from 'node:test';
import { inLanguage, say } from '../../../lib/src/languages/say';
import { sayAgain } from '../../../lib/src/languages/say-again';

const french = (text: string): string => inLanguage('fr', () => sayAgain(text)).replaceAll('\u00a0', ' ');

test('a sentence that was made in English is found by its message, whatever stands in its places', () => {
  const made = say('The model has {parameters} parameters; at most {most} can be handed in.', {
    parameters: '3,000,000',
    most: '2,000,000',
  });
  assert.equal(french(made), 'Le modèle a 3,000,000 paramètres ; 2,000,000 au plus peuvent être rendus.');
});

test('a place that holds a message of its own is said again, too', () => {
  const got = say('the model alone');
  const wanted = say('a model: `tf.sequential(…)` or `tf.model(…)`');
  assert.equal(
    french(say('`{entry}` returned {got}; expected {wanted}.', { entry: 'build', got, wanted })),
    '`build` a renvoyé : le modèle seul ; attendu : un modèle : `tf.sequential(…)` ou `tf.model(…)`.',
  );
});

test('of several sentences each is said again by itself, and an unknown one stays', () => {
  assert.equal(
    french('Not written yet. Nobody has said this before.'),
    'Pas encore écrit. Nobody has said this before.',
  );
  assert.equal(french('Nobody has said this before.'), 'Nobody has said this before.');
  assert.equal(sayAgain('Not written yet.'), 'Not written yet.', 'English stays English');
});

test('a sentence that only looks like what a live instrument says stays', () => {
  const own = inLanguage('fr', () => say('noise {deviation}', { deviation: '0.1' }));
  assert.equal(own, 'bruit 0.1', 'there is such a message');
  for (const text of ['noise must be a number from 0 to 1, got 3.', 'Remove the first layer'])
    assert.equal(french(text), text);
});
