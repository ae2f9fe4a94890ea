import type { ChoiceExercise, TextExercise } from 'convolab';

export const questions: (ChoiceExercise | TextExercise)[] = [
  {
    id: '2.Q1',
    title: 'Flip or no flip',
    points: 1,
    kind: 'choice',
    entry: 'answerQ1',
    question:
      'Mathematics flips the kernel before it slides it; deep-learning libraries do not. Why does that make no difference to what a network can learn?',
    options: {
      a: 'All useful kernels are symmetric, so the flip changes nothing.',
      b: 'The weights are learned: training finds the flipped kernel in place of the other one.',
      c: 'The bias makes up for the flip.',
      d: 'The activation after the convolution undoes the flip.',
    },
    answer: 'b',
    feedback: {
      a: 'Sobel kernels are useful and not symmetric: turned by 180°, they change their sign.',
      c: 'The bias adds the same number everywhere. It cannot turn a kernel.',
      d: 'An activation works on each value by itself. It does not know where the value came from.',
    },
    firstStep: 'Think of what is fixed beforehand in a network, and what training chooses.',
  },
  {
    id: '2.Q2',
    title: 'A dead unit',
    points: 1,
    kind: 'choice',
    entry: 'answerQ2',
    question: 'After a large update, a ReLU unit has a negative input for every training image. What happens to it?',
    options: {
      a: 'Its gradient is 0 for every image, so gradient descent no longer changes its weights.',
      b: 'Its output grows slowly until the input is positive again.',
      c: 'Its output becomes negative and disturbs the layers after it.',
      d: 'Its weights are set back to their initial values.',
    },
    answer: 'a',
    feedback: {
      b: 'For its output to grow, its weights would have to change. What is the derivative of ReLU on the left?',
      c: 'The output of ReLU is never negative: it is 0 on the left.',
      d: 'Nothing in gradient descent sets weights back. What is the derivative of ReLU on the left?',
    },
    firstStep: 'What is the derivative of ReLU where its input is negative, and what does the chain rule do with it?',
  },
  {
    id: '2.Q3',
    title: 'A shift of one pixel',
    points: 1,
    kind: 'choice',
    entry: 'answerQ3',
    question: 'An image is shifted by one pixel to the right. What does 2×2 max pooling with stride 2 do to the shift?',
    options: {
      a: 'The pooled map never changes.',
      b: 'The pooled map is shifted by one pixel.',
      c: 'Some values stay and some change: the shift is softened, not removed.',
      d: 'The pooled map is shifted by two pixels.',
    },
    answer: 'c',
    feedback: {
      a: 'Only where the maximum stays in its window. One that moves over the edge of a window changes two values.',
      b: 'One pixel of the pooled map is two pixels of the image, so a shift of one cannot be a shift of one there.',
      d: 'Pooling makes maps smaller, and shifts too.',
    },
    firstStep: 'Draw a row of four pixels with one bright one, pool it, shift it by one, and pool it again.',
  },
  {
    id: '2.T1',
    title: 'Two ways to halve a map',
    points: 3,
    kind: 'text',
    entry: 'answerT1',
    question:
      'A 2×2 max pooling with stride 2 and a 3×3 convolution with stride 2 both halve height and width. Compare them in three to six sentences: weights, what each keeps of the image, and when you would choose which.',
    rubric: [
      {
        points: 1,
        criterion:
          'pooling has no weights and works on each channel by itself; the convolution has weights, is learned, and mixes channels',
      },
      {
        points: 1,
        criterion:
          'max pooling keeps the strongest value and loses its exact place; the convolution keeps a weighted sum',
      },
      {
        points: 1,
        criterion:
          'a choice with a reason: small shifts that should not matter, cost and number of parameters, or detail that should be kept',
      },
    ],
    minimumWords: 30,
    firstStep: 'Begin with the number of weights in each of the two layers.',
  },
];
