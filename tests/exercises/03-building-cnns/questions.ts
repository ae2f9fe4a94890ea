import type { ChoiceExercise, TextExercise } from 'convolab';

export const questions: (ChoiceExercise | TextExercise)[] = [
  {
    id: '3.Q1',
    title: 'All weights zero',
    points: 1,
    kind: 'choice',
    entry: 'answerQ1',
    question:
      'A network of dense layers with tanh starts with all weights and biases at 0. What happens in the training?',
    options: {
      a: 'It learns as usual, only more slowly in the beginning.',
      b: 'The hidden units of a layer stay equal to each other: none of them learns anything of its own.',
      c: 'The loss is infinite in the first step.',
      d: 'The gradients explode, because nothing holds the weights back.',
    },
    answer: 'b',
    feedback: {
      a: 'Look at two units of the same layer: they get the same inputs and the same gradients. What could make them differ?',
      c: 'With all logits at 0 every class has the same probability, and the loss of ten classes is log 10 ≈ 2.3.',
      d: 'A gradient is multiplied by the weights on its way back. What comes of it when they are 0?',
    },
    firstStep: 'Compare two units of the same hidden layer: what goes into them, and what comes back to them?',
  },
  {
    id: '3.Q2',
    title: 'A small example of a large gradient',
    points: 1,
    kind: 'choice',
    entry: 'answerQ2',
    question:
      'A classifier with softmax is sure of a wrong class: it gives the right one the probability 0.001. Why is cross-entropy a better loss here than the squared error of the probabilities?',
    options: {
      a: 'Cross-entropy is always larger than the squared error.',
      b: 'Cross-entropy needs no learning rate.',
      c: 'With cross-entropy the gradient of the logit is p − y, almost −1; with the squared error it has a factor p, almost 0.',
      d: 'The squared error cannot be differentiated where a probability is near 0.',
    },
    answer: 'c',
    feedback: {
      a: 'How large a loss is makes no step. What does the gradient of the logit look like?',
      b: 'Both need one. The difference lies in the gradient that it is multiplied by.',
      d: 'It can: its derivative is 2 (p − y). But what does the chain rule multiply it by on the way to the logit?',
    },
    firstStep: 'Follow the gradient back to the logit: by what does softmax multiply it where a probability is near 0?',
  },
  {
    id: '3.Q3',
    title: 'The first step of Adam',
    points: 1,
    kind: 'choice',
    entry: 'answerQ3',
    question:
      'Adam with learning rate 0.001 takes its first step. The gradient of one weight is 100, that of another is 0.01. How far do the two weights move?',
    options: {
      a: 'By 0.1 and by 0.00001: the change is learning rate times gradient.',
      b: 'Both by about 0.001: after the correction the gradient is divided by its own size.',
      c: 'Both by about 0.0001, because β₁ = 0.9 keeps only a tenth of the first gradient.',
      d: 'Not at all, because m and v start at 0.',
    },
    answer: 'b',
    feedback: {
      a: 'That is the step of SGD. What does Adam divide by?',
      c: 'Before the correction m is a tenth of the gradient. What does m̂ = m / (1 − β₁ᵗ) make of it for t = 1?',
      d: 'They are renewed by the first gradient before they are used. Work out m̂ and v̂ for t = 1.',
    },
    firstStep: 'Work out m̂ and v̂ for t = 1, starting from m = v = 0.',
  },
  {
    id: '3.T1',
    title: 'A network that does not learn',
    points: 3,
    kind: 'text',
    entry: 'answerT1',
    question:
      'A deep network of 3×3 convolutions with ReLU is trained with SGD. After three epochs the training loss is still 2.30, with ten classes. Name in four to eight sentences what you would look at, in which order, and what you would change for each cause that you find.',
    rubric: [
      {
        points: 1,
        criterion:
          'recognises 2.30 as log 10, the loss of guessing, and looks at activations or gradients layer by layer to see whether the signal dies out',
      },
      {
        points: 1,
        criterion:
          'names the first weights as a cause, and He initialization (or a similar one for ReLU) as the remedy, with the reason',
      },
      {
        points: 1,
        criterion:
          'names the learning rate or the optimizer as another cause, and an experiment that tells it apart, such as fitting a single batch',
      },
    ],
    minimumWords: 40,
    firstStep: 'Begin with the number 2.30: which probability does the network give to the right class?',
  },
];
