/** The messages that functions of the library throw, in French: what they are called with is wrong in the ways that students meet. */
import assert from 'node:assert';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  ablation,
  addNoise,
  confusionMatrix,
  contactSheet,
  conv2d,
  dense,
  filters as filtersFigure,
  optimizers,
  optimizerTrajectories,
  pool2d,
  poolings,
  receptiveFields,
  toImage,
  widget,
} from '../../../lib/src';
import { DownloadError, type DownloadFailure } from '../../../lib/src/datasets/download-error';
import { madeCatalogOf, readCatalog, readMessages } from '../../../lib/src/languages/catalog';
import { inLanguage } from '../../../lib/src/languages/say';
import { sayError } from '../../../lib/src/languages/say-error';
import { sayMade } from '../../../lib/src/languages/say-made';
import { languages, translationsFolder } from '../../../lib/src/languages/translations';
import { UserError } from '../../../lib/src/user-error';
import { placesOf } from './texts';
import { piecesIn, sentencesIn, sourcesOf, thrownIn } from './thrown';

/** What a reader of French is told. */
function told(work: () => unknown, name = 'ShapeError'): string {
  try {
    inLanguage('fr', work);
  } catch (error) {
    assert.equal((error as Error).name, name);
    return (error as Error).message.replaceAll('\u00a0', ' ');
  }
  throw new assert.AssertionError({ message: 'it threw nothing' });
}

const image = toImage([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]);
const filters = [[[[1]]]];

test('a function that is called wrongly says so in the language of the reader', () => {
  const anything = (value: unknown): never => value as never;
  assert.equal(
    told(() => conv2d(anything([[1, 2]]), filters)),
    'image : attendu des tableaux imbriqués [height, width, channels], reçu un tableau de forme [1, 2]. Donnez à chaque pixel un tableau de ses canaux, par exemple avec toImage(matrix).',
  );
  assert.equal(
    told(() => conv2d(image, [[[[1], [1]]]])),
    "filters : attendu 1 inChannels (troisième taille), autant que l'image a de canaux, reçu 2.",
  );
  assert.equal(
    told(() => conv2d(image, filters, { stride: 0 })),
    'stride : attendu un nombre entier au moins égal à 1 ou une paire de tels nombres [vertical, horizontal], reçu 0.',
  );
  assert.equal(
    told(() => pool2d(image, anything({ kind: 'min', size: 2 }))),
    "kind : attendu 'max', 'average' ou 'l2', reçu le texte \"min\".",
  );
  assert.equal(
    told(() => conv2d(anything([[[1], [2]], [[3]]]), filters)),
    'image[1] : attendu 2 éléments comme dans image[0], reçu 1.',
  );
  assert.equal(
    told(() => receptiveFields(anything(3))),
    'layers : attendu une liste de couches, reçu 3.',
  );
  assert.match(
    told(() => dense([[1, 2]], [[1], [2], [3]])),
    /^weights : attendu 2 entrées \(première taille\), autant que l'entrée en a, reçu 3\.$/,
  );
});

test('a visualizer, or what a training is made of, says in the language of the reader what is wrong', () => {
  const sentence = (work: () => unknown) => told(work, 'UserError');
  assert.equal(
    sentence(() => filtersFigure([[[[1, 2]]]], { labels: ['a', 'b', 'c'] })),
    'filters a reçu 3 étiquettes pour 2 filtres : donnez-en une par filtre.',
  );
  assert.equal(
    sentence(() => contactSheet([image, image], { labels: ['surface', 'none', 'image'] })),
    "contactSheet a reçu 3 labels pour 2 images : donnez-en autant que d'images.",
  );
  assert.equal(
    sentence(() => ablation([{ name: 'the image: 2 x', values: [2] }])),
    'ablation : l\'exactitude de "the image: 2 x" doit être une part de 0 à 1, reçu 2.',
  );
  assert.equal(
    sentence(() => confusionMatrix(['coat', 'hat'], ['coat', 'none'], { classNames: ['coat', 'none'] })),
    'confusionMatrix : trueLabels[1] vaut "hat", mais il y a 2 classes : coat, none.',
  );
  assert.equal(
    sentence(() => optimizerTrajectories({ surface: 'beale', rules: ['fast' as never] })),
    `optimizerTrajectories : la règle "fast" n'existe pas ; choisissez parmi ${Object.keys(optimizers).join(', ')}.`,
  );
  assert.equal(
    sentence(() => addNoise({ deviation: 3 })),
    'deviation de addNoise doit être un nombre de 0 à 1, reçu 3.',
  );
  assert.equal(
    sentence(() => widget.pooling({ kind: 'none' as never })),
    `widget.pooling : le pooling 'none' n'existe pas. Choisissez parmi ${Object.keys(poolings).join(', ')}.`,
  );
  const error = inLanguage('fr', () => new UserError('boxes needs images and their boxes: x.'));
  assert.equal(error.stack, error.message);
});

test('what stopped a download is said in the language of the reader, and what to do about it', () => {
  const said = (failure: DownloadFailure, reason: string) =>
    inLanguage('fr', () => new DownloadError(failure, reason, 'CIFAR-10')).message.replaceAll('\u00a0', ' ');
  assert.equal(
    said('offline', 'no connection to example.org'),
    'CIFAR-10 ne se télécharge pas (pas de connexion à example.org) : connectez-vous une fois et relancez.',
  );
  assert.equal(
    said('server', 'example.org:81 answers 404 Not Found'),
    'CIFAR-10 ne se télécharge pas (example.org:81 répond 404 Not Found) : relancez plus tard.',
  );
  assert.equal(
    said('disk', "170 MB don't fit into /tmp/x y"),
    'CIFAR-10 ne se télécharge pas (170 Mo ne tiennent pas dans /tmp/x y) : faites de la place ou donnez à CONVOLAB_CACHE un autre dossier, et relancez.',
  );
  assert.equal(
    said('stopped', 'download stopped at 3 of 170 MB, run again to go on from there'),
    'CIFAR-10 : téléchargement arrêté à 3 sur 170 Mo, relancez pour reprendre là.',
  );
});

test('a reader of English is told what was thrown, and an unknown message stays', () => {
  assert.throws(
    () => conv2d(image, filters, { stride: 0 }),
    /^ShapeError: stride: expected a whole number of at least 1 or/,
  );
  const unknown = 'Nobody has thrown this.';
  assert.equal(
    inLanguage('fr', () => sayError(unknown)),
    unknown,
  );
});

/** The folders whose messages are all known: to `sayError`, where they are thrown, and to `sayMade`, where a command tells them. */
const toldWhenThrown = ['maths', 'visualizers', 'training', 'models', 'datasets', 'display', 'widgets', 'engine'];
const toldByCommands = ['grading', 'cli', 'exercises', 'languages'];
const knownFolders = [...toldWhenThrown, ...toldByCommands];

for (const folder of knownFolders) {
  test(`${folder}: no message that a reader is told stays English, whatever way the code puts it together`, () => {
    const sayIt = toldWhenThrown.includes(folder) ? sayError : sayMade;
    const messages = sourcesOf(folder).flatMap((source) => [...thrownIn(source), ...piecesIn(source)]);
    assert.ok(messages.length >= 6, `only ${messages.length}`);
    // What DownloadError says of a download that was stopped follows the name of the data set, and what is wrong with a file that of the file.
    const left = messages.filter(
      ({ message }) =>
        /[a-z]/i.test(message) && ![message, `7: ${message}.`, `7 ${message}`].some((text) => isSaid(text, sayIt)),
    );
    assert.deepEqual(left, []);
  });
}

test('grading: what is kept in English, or told by somebody else, can be said again', () => {
  const sentences = sourcesOf('grading').flatMap(sentencesIn);
  assert.ok(sentences.length > 60, `only ${sentences.length}`);
  const left = sentences.filter(({ message }) => !isSaid(message));
  assert.deepEqual(left, []);
});

function isSaid(message: string, sayIt = sayMade): boolean {
  const said = inLanguage('fr', () => sayIt(message));
  return said !== message && !soundsEnglish(said);
}

/** Words of English sentences that are no words of French ones; what stands in brackets or quotes, and the argument at the beginning, is code. */
function soundsEnglish(said: string): boolean {
  const words =
    /(?<!\p{L})(expected|got|the|of|an|from|at|least|numbers?|such|above|below|like|and|with|must|be|needs?|gives?|takes|has|have|is|are|there|no|not|none|for|one|each|only|choose|than|its|it|which|that|but|by|build|make|channels)(?!\p{L})/u;
  const code = /^\w+(?=\u00a0:)|\[[^\]]*\]|\{[^}]*\}|'[^' ]*'|"[^"]*"|`[^`]*`|\w+\([^)]*\)|--[\w-]+|npm run \w+/g;
  return words.test(said.replace(code, ' '));
}

test('of a message without a translation no part is translated by chance', () => {
  const messages = sourcesOf('widgets').concat(sourcesOf('models')).flatMap(thrownIn);
  assert.ok(messages.length > 50, `only ${messages.length}`);
  const half = messages.flatMap(({ where, message }) => {
    const other = message.replace(/\b[a-z]{4,}\b/g, (word) => [...word].reverse().join(''));
    const said = inLanguage('fr', () => sayError(other));
    return said === other || !soundsEnglish(said) ? [] : [{ where, said }];
  });
  assert.deepEqual(half, []);
});

test('a sentence is found by its own template, whatever else could fit', () => {
  const fill = (text: string): string => text.replace(/\{\w+\}/g, '7');
  const letters = (text: string): number => text.replace(/\{\w+\}/g, '').replace(/[^\p{L}]/gu, '').length;
  const catalog = [...madeCatalogOf('fr')].filter(([english]) => letters(english) >= 12);
  assert.ok(catalog.length > 1000, `only ${catalog.length}`);
  const wrong = catalog.filter(([english, french]) => {
    const said = inLanguage('fr', () => sayMade(fill(english)));
    return ![french]
      .flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)))
      .map(fill)
      .includes(said);
  });
  assert.deepEqual(wrong, []);
});

/** Those of the library and those of teachers' commands. */
const errorsOf = (code: string) =>
  ['errors.json', 'teachers.json'].flatMap((file) => [...readMessages(join(translationsFolder, code, file))]);

test('French that is said already is not taken for English', () => {
  const texts = [...readCatalog(join(translationsFolder, 'fr', 'messages'))].flatMap(([english, french]) =>
    (typeof french === 'string' ? [french] : Object.values(french)).filter((said) => said !== english),
  );
  const errors = errorsOf('fr').map(([, said]) => String(said));
  for (const text of [...texts, ...errors].filter((one) => /[.?!…]$/.test(one)))
    assert.equal(
      inLanguage('fr', () => sayError(text)),
      text,
    );
});

for (const { code } of languages()) {
  test(`${code}: messages of errors have the places of their English texts, and nobody has taken them out of the library`, () => {
    const all = knownFolders
      .flatMap(sourcesOf)
      .map(({ text }) => text)
      .join('\n');
    const words = (text: string): string[] => text.replace(/\{\w+\}/g, ' ').match(/[A-Za-z]{4,}/g) ?? [];
    for (const [text, said] of errorsOf(code)) {
      assert.deepEqual(placesOf(String(said)), placesOf(text), text);
      for (const word of words(text)) assert.ok(all.includes(word), `${word} of "${text}"`);
    }
  });
}
