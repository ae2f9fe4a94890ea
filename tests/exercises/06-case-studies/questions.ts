import type { ChoiceExercise, TextExercise } from 'convolab';

export const questions: (ChoiceExercise | TextExercise)[] = [
  {
    id: '6.Q1',
    title: 'A threshold for doubles',
    points: 1,
    kind: 'choice',
    entry: 'answerQ1',
    question:
      'A detector counts sheep that stand close together. With non-maximum suppression at an IoU threshold of 0.3 it finds too few of them. What happens, and what helps?',
    options: {
      a: 'Sheep that overlap are taken for doubles of one sheep. A higher threshold, or soft suppression, keeps more of them.',
      b: 'The boxes are too small. A lower threshold makes them larger.',
      c: 'Scores below 0.3 are dropped. A lower threshold keeps more of them.',
      d: 'Nothing is wrong with the suppression: it only decides on the order of the boxes.',
    },
    answer: 'a',
    feedback: {
      b: 'Suppression never changes a box. Which boxes does it drop at 0.3, and are all of them doubles?',
      c: 'The threshold of the suppression is about overlap, not about scores. Which boxes does it drop at 0.3?',
      d: 'It also drops boxes. Which ones, when two sheep overlap by a third?',
    },
    firstStep:
      'Draw two sheep that overlap, each with its box. What does the suppression do with the box of the lower score?',
  },
  {
    id: '6.Q2',
    title: 'A rare class of pixels',
    points: 1,
    kind: 'choice',
    entry: 'answerQ2',
    question:
      'One pixel in a hundred of an image belongs to a nucleus. A network that says "background" everywhere is right on 99 % of the pixels. What is its Dice coefficient for the nuclei?',
    options: { a: '0.99', b: '0.5', c: '0.01', d: '0' },
    answer: 'd',
    feedback: {
      a: 'That is the share of right pixels. Which pixels are both nucleus and predicted as nucleus?',
      b: 'Count the pixels that are nucleus in both masks. How many are there?',
      c: 'That is the share of the nuclei. Dice begins with the pixels that are nucleus in **both** masks.',
    },
    firstStep: 'Write the three counts of the formula down: true nuclei, predicted nuclei, both.',
  },
  {
    id: '6.Q3',
    title: 'Too good a forecast',
    points: 1,
    kind: 'choice',
    entry: 'answerQ3',
    question:
      'A colleague scales a temperature series to mean 0 and deviation 1 over all years, cuts it into windows, shuffles them, and tests on a random fifth. The forecast is far better than on next year’s data. Which is the main reason?',
    options: {
      a: 'Scaling makes the errors smaller, because the numbers are smaller.',
      b: 'Windows that overlap a test window are in the training set, so the network has seen the answers.',
      c: 'A random fifth is too small for a test.',
      d: 'Shuffling makes the training noisier.',
    },
    answer: 'b',
    feedback: {
      a: 'Errors can be scaled back, and the surprise remains. Which values of a test window are also in a training window?',
      c: 'A small test is noisy, but it is not too good on average. What do neighbouring windows share?',
      d: 'Shuffling the training windows is usual and harmless. What is wrong is what it does to the **test** windows.',
    },
    firstStep: 'Two windows begin one day apart. Which values do they share?',
  },
  {
    id: '6.T1',
    title: 'Does the network beat the baseline?',
    points: 3,
    kind: 'text',
    entry: 'answerT1',
    question:
      'A start-up shows you a network that forecasts the sales of a bakery one day ahead, with a mean absolute error of 12 loaves on the last month. Explain in four to eight sentences what you need to know and to measure before you would say that the network is worth its price.',
    rubric: [
      {
        points: 1,
        criterion:
          'asks for a baseline on the same days, such as the value of the day before or of the same weekday a week ago, and compares the errors (MASE or a ratio), because 12 loaves alone say nothing',
      },
      {
        points: 1,
        criterion:
          'asks how it was tested: only on days after those of the training, settings and scaling not chosen on the tested month, no window that reaches into it',
      },
      {
        points: 1,
        criterion:
          'asks for more than one month or seed: several test periods (backtesting) with spread, holidays among them, so that the difference is larger than chance',
      },
    ],
    minimumWords: 40,
    firstStep: 'How well does somebody forecast who simply says "as many as a week ago"?',
  },
];
