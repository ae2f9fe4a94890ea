import type { ChoiceExercise, TextExercise } from 'convolab';

export const questions: (ChoiceExercise | TextExercise)[] = [
  {
    id: '4.Q1',
    title: 'Five photos of each class',
    points: 1,
    kind: 'choice',
    entry: 'answerQ1',
    question:
      'You have five labelled photos of each of eight kinds of mushrooms, and a network trained on ImageNet. What do you try first?',
    options: {
      a: 'Train a network of the same form from scratch: it then knows nothing but mushrooms.',
      b: 'Freeze the trained network up to its last features, and train a new dense layer on them.',
      c: 'Train all layers with the learning rate that ImageNet was trained with.',
      d: 'Freeze the last layers and train the first ones, since mushrooms have other edges than dogs.',
    },
    answer: 'b',
    feedback: {
      a: 'Forty photos are very few for millions of weights. What does the curve for training from scratch say at five images of a class?',
      c: 'With forty photos such large steps soon undo what a million photos have taught. What could be kept as it is?',
      d: 'The first layers see edges and colours, which all photos share. Which layers are made for the old classes?',
    },
    firstStep: 'Look at the learning curves in the section on transfer learning, at their left end.',
  },
  {
    id: '4.Q2',
    title: 'A small learning rate for trained layers',
    points: 1,
    kind: 'choice',
    entry: 'answerQ2',
    question:
      'In fine-tuning, the trained layers often get a learning rate ten times smaller than that of the new head. Why?',
    options: {
      a: 'Trained layers have smaller gradients, so that larger steps would have no effect.',
      b: 'It makes each step faster to compute.',
      c: 'Their weights are good already, and the gradients that come from a head that still guesses would spoil them.',
      d: 'Otherwise the batch normalization could not be frozen.',
    },
    answer: 'c',
    feedback: {
      a: 'Their gradients may well be large: they come from a head with random weights. Is that a good direction to go in?',
      b: 'A step takes the same time with any learning rate. Which layers save time is decided by freezing.',
      d: 'Whether a layer is frozen has nothing to do with the learning rate of the others.',
    },
    firstStep: 'What does the gradient of a trained layer depend on in the very first step, when the head is new?',
  },
  {
    id: '4.Q3',
    title: 'Weights that are exactly 0',
    points: 1,
    kind: 'choice',
    entry: 'answerQ3',
    question:
      'After training with a penalty, many weights of a layer are 0 or as good as 0, and a few are large. Which penalty was it?',
    options: {
      a: 'L2, because it punishes large weights the most.',
      b: 'L1, because its pull on a weight is the same however small the weight is.',
      c: 'Either: both pull weights towards 0 in the same way.',
      d: 'Neither: only dropout sets weights to 0.',
    },
    answer: 'b',
    feedback: {
      a: 'That is so, and then large weights would be rare. How strong is the pull 2 λ w on a weight that is small already?',
      c: 'Compare the gradients λ sign(w) and 2 λ w for w = 0.001.',
      d: 'Dropout sets outputs to 0, other ones in each step, and leaves the weights as they are.',
    },
    firstStep: 'Compare the gradients of your answer to 4.5 for a weight of 0.001.',
  },
  {
    id: '4.T1',
    title: 'A plan for few images',
    points: 3,
    kind: 'text',
    entry: 'answerT1',
    question:
      'A museum has 60 photos of each of twelve kinds of old tools, and asks you for a classifier. Write a plan of five to eight sentences: which network you start from, what you freeze and when you thaw it, with which learning rates, and how you notice overfitting and what you do against it.',
    rubric: [
      {
        points: 1,
        criterion:
          'starts from a pretrained network with a new head of twelve classes, trains the head on frozen layers first, and thaws later layers before earlier ones, with a reason',
      },
      {
        points: 1,
        criterion:
          'gives the trained layers a smaller learning rate than the head, or a warm-up, and keeps the batch normalization frozen or explains why not',
      },
      {
        points: 1,
        criterion:
          'holds images out, compares training and validation, and names early stopping and another remedy (a penalty, dropout, augmentation), tried on the held-out images and not on the test images',
      },
    ],
    minimumWords: 60,
    firstStep: 'Begin with what is there: how many photos in all, and how many of them you hold out.',
  },
];
