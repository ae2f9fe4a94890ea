import { random, softmax } from '../../../lib/src/maths';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { tokenSaliency } from '../../../lib/src/visualizers/token-saliency';
import { wordAttention } from '../../../lib/src/visualizers/word-attention';

const draw = random(5);
const film = 'a film that is never dull , with a cast so good that one forgives its slow and <unk> middle part .'.split(
  ' ',
);

export const coloured = [
  {
    words: film,
    values: film.map((word) => ({ never: 0.4, dull: -1.6, good: 1.1, slow: -0.7 })[word] ?? draw.normal(0, 0.05)),
    caption: 'positive, 71 %',
  },
  { words: ['not', 'good', '!'], values: [1.4, -0.9, 0.1], caption: 'negative, 88 %' },
];

export const translated = {
  source: ['we', 'do', 'not', 'have', 'the', 'black', 'cat', '.'],
  words: ['nous', "n'avons", 'pas', 'le', 'chat', 'noir', '.'],
};
const places = [0, 3, 2, 4, 6, 5, 7, 7];
export const attention = places.map((place) =>
  softmax(translated.source.map((_, i) => (i === place ? 3 : 0) + draw.normal(0, 0.5))),
);

/** One example of each figure on sentences. */
export const languageFigures: Record<string, () => Figure> = {
  'token-saliency': () => tokenSaliency(coloured, { about: 'the class that was found' }),
  'word-attention': () => wordAttention(translated.source, translated.words, attention),
};
