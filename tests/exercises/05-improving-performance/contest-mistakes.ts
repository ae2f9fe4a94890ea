import type { Mistake } from 'convolab';
import { factsOf, overfits } from './contest-facts';

const below = (accuracy: number | null, limit: number): boolean => accuracy !== null && accuracy < limit;

export const mistakenContestants: Mistake[] = [
  {
    name: 'over the budget',
    when: (got) => factsOf(got).accuracy === null,
    hint: 'Most weights sit where maps become a list: flattened values times dense units. Pool once more before it, or go from the list to the ten classes at once; count with `model.countParams()`.',
  },
  {
    name: 'guessing',
    when: (got) => below(factsOf(got).accuracy, 0.2),
    hint: "That is hardly better than guessing. Was the model trained (`await model.fit(…)`), with softmax at its end, `'categoricalCrossentropy'` as its loss and a learning rate near 0.001?",
  },
  {
    name: 'learnt by heart',
    when: (got) => overfits(factsOf(got)),
    hint: 'It is right on the training images much more often than on others. Show it flipped or shifted images, put a dropout before the last layer, or stop earlier.',
  },
  {
    name: 'far from enough',
    when: (got) => below(factsOf(got).accuracy, 0.84),
    hint: 'It is wrong on the training images as well, so it could learn more: go on for more epochs, try a learning rate three times as large or as small, or take more filters.',
  },
  {
    name: 'a step more',
    when: (got) => !below(factsOf(got).accuracy, 0.84),
    hint: 'It is on the way. What chapter 5 shows to help next: flipped images in every other epoch, a learning rate that falls to 0 along a cosine, and filters where your budget is not used up. Change one thing at a time.',
  },
];
