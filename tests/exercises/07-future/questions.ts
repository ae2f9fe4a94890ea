import type { ChoiceExercise, TextExercise } from 'convolab';

export const questions: (ChoiceExercise | TextExercise)[] = [
  {
    id: '7.Q1',
    title: 'Why the deep network was worse',
    points: 1,
    kind: 'choice',
    entry: 'answerQ1',
    question:
      'A plain network of 56 layers has a higher loss than one of 20 layers, on the **training** images as well. With residual blocks the deep one is better. What was wrong with the plain one?',
    options: {
      a: 'It overfitted: 56 layers have too many parameters.',
      b: 'It was hard to train: what goes through many layers, forward and backward, is distorted in each of them.',
      c: 'It had too few parameters for the task.',
      d: 'Its receptive field was larger than the image.',
    },
    answer: 'b',
    feedback: {
      a: 'A network that overfits is good on its training images. This one was worse on them, too.',
      c: 'It has more parameters than the one of 20 layers, which did better.',
      d: 'That holds for both deep networks, and the residual one is good.',
    },
    firstStep: 'What does it say about a network if it does badly on the images that it was trained on?',
  },
  {
    id: '7.Q2',
    title: 'Zeros that cost time',
    points: 1,
    kind: 'choice',
    entry: 'answerQ2',
    question:
      'Setting 90 % of the weights of a network to 0 leaves its accuracy as it was, but a laptop needs just as long for an image. Why?',
    options: {
      a: 'The weights were not retrained.',
      b: 'Ninety percent are too few; the time falls only near 100 %.',
      c: 'A convolution multiplies by the zeros as by any number, unless it is written for sparse weights or whole filters are taken out.',
      d: 'Zeros take more memory than other numbers.',
    },
    answer: 'c',
    feedback: {
      a: 'Retraining brings accuracy back, and that is fine here. What does the processor do with a weight of 0?',
      b: 'The time does not fall with the share at all, as long as each weight is multiplied. What would have to change?',
      d: 'They take just as much. What does the processor do with them?',
    },
    firstStep: 'How many multiplications does a 3×3 convolution make if eight of its nine weights are 0?',
  },
  {
    id: '7.Q3',
    title: 'A sharp GAN',
    points: 1,
    kind: 'choice',
    entry: 'answerQ3',
    question:
      'After some epochs all images of a GAN are good sneakers, and other clothes have gone. The discriminator cannot tell them from real ones. What is this called, and which figure shows it?',
    options: {
      a: 'Mode collapse. A distance between the distributions of real and made images, such as the Fréchet distance, is large although each image looks real.',
      b: 'Overfitting. The loss of the generator on test images shows it.',
      c: 'Vanishing gradients. The loss of the discriminator is close to 0.',
      d: 'Convergence. Nothing is wrong with it.',
    },
    answer: 'a',
    feedback: {
      b: 'A generator gets no images to learn by heart. What is missing is variety: which figure compares distributions?',
      c: 'With vanishing gradients the discriminator would see through all images. Here it cannot tell them apart.',
      d: 'The real images show ten kinds of clothes, the made ones only one.',
    },
    firstStep: 'Each image is good by itself. What is missing in all of them together?',
  },
  {
    id: '7.T1',
    title: 'A network for a watch',
    points: 3,
    kind: 'text',
    entry: 'answerT1',
    question:
      'A network of 20 MB recognizes spoken digits on a server. It shall run on a watch with 1 MB of memory for it, and it was trained on synthetic voices only. Describe in four to eight sentences how you would make it small, and how you would find out whether it still works for the people who wear the watch.',
    rubric: [
      {
        points: 1,
        criterion:
          'names at least two ways to make it small, such as int8 quantization, pruning with retraining, distillation into a smaller network, depthwise separable convolutions, and says what each brings',
      },
      {
        points: 1,
        criterion:
          'measures size, time on the watch and accuracy before and after each step, on the same data that nothing was trained or chosen on',
      },
      {
        points: 1,
        criterion:
          'tests on recordings of real people whom training has not seen, expects a gap between synthetic and real voices, and says how to narrow it (augmentation, some real recordings)',
      },
    ],
    minimumWords: 40,
    firstStep: 'How many bytes does a weight take, before and after? And whose voices will the watch hear?',
  },
];
