import type { ChoiceExercise, TextExercise } from 'convolab';

export const questions: (ChoiceExercise | TextExercise)[] = [
  {
    id: '1.Q1',
    title: 'Weights that are shared',
    points: 1,
    kind: 'choice',
    entry: 'answerQ1',
    question:
      'A convolution layer looks at an image of twice the height and width. How many parameters does it have then?',
    options: {
      a: 'As many as before.',
      b: 'Twice as many.',
      c: 'Four times as many.',
      d: 'As many as the image has pixels.',
    },
    answer: 'a',
    feedback: {
      b: 'Which number in (kernelHeight · kernelWidth · inChannels + 1) · filters depends on the image?',
      c: 'That is so for a dense layer on the pixels. A filter of a convolution has the same weights at every place.',
      d: 'A filter has a weight for each place of its window, not for each pixel of the image.',
    },
    firstStep: 'Write down the number of parameters of a convolution, and look for the size of the image in it.',
  },
  {
    id: '1.Q2',
    title: 'Where the parameters are',
    points: 1,
    kind: 'choice',
    entry: 'answerQ2',
    question: 'VGG16 has 138 million parameters. Where are most of them?',
    options: {
      a: 'In the first two convolutions, which see the largest images.',
      b: 'In the five poolings.',
      c: 'In the three convolutions with 512 filters at the end.',
      d: 'In the first dense layer.',
    },
    answer: 'd',
    feedback: {
      a: 'They cost much time, because they move over 224×224 pixels, but they have fewer than 39,000 parameters.',
      b: 'A pooling takes the largest value of a window. What would it have to learn?',
      c: 'Together they have about 7 million. What follows them has 25,088 inputs and 4,096 units.',
    },
    firstStep: 'Your table of 1.4 answers it.',
  },
  {
    id: '1.Q3',
    title: 'A shift by three pixels',
    points: 1,
    kind: 'choice',
    entry: 'answerQ3',
    question:
      'A dense network and a convolutional one were trained on items in the middle of the picture. At test time every picture is shifted by three pixels. What happens?',
    options: {
      a: 'Both stay as accurate as they were: a shift does not change what is in the picture.',
      b: 'Both lose accuracy, the dense network more.',
      c: 'Only the convolutional network loses accuracy, because its filters are small.',
      d: 'The convolutional network loses nothing at all, because convolutions are equivariant.',
    },
    answer: 'b',
    feedback: {
      a: 'Every pixel now goes into other weights of the dense network than it was trained for.',
      c: 'Its filters look everywhere with the same weights, so they find the same edges at the new place.',
      d: 'The feature maps move with the picture, but dense layers at the end look at fixed places of them.',
    },
    firstStep: 'Look at the curves in the section on fully connected networks.',
  },
  {
    id: '1.T1',
    title: 'Why convolutions',
    points: 3,
    kind: 'text',
    entry: 'answerT1',
    question:
      'Somebody says: "A dense network can represent every convolution, so it must be at least as good." Answer in three to six sentences.',
    rubric: [
      {
        points: 1,
        criterion:
          'a convolution is a dense layer with most weights 0 and the others shared, so the statement is right about what can be represented',
      },
      {
        points: 1,
        criterion:
          'to learn it the dense network needs many more parameters, and examples of every pattern at every place',
      },
      {
        points: 1,
        criterion: 'a fact from the chapter: parameters or accuracy under shift of the two networks, with numbers',
      },
    ],
    minimumWords: 30,
    firstStep: 'What is right about the statement? Say that first, then what it leaves out.',
  },
];
