import type { ChoiceExercise, TextExercise } from 'convolab';

export const questions: (ChoiceExercise | TextExercise)[] = [
  {
    id: '5.Q1',
    title: 'Which augmentation',
    points: 1,
    kind: 'choice',
    entry: 'answerQ1',
    question:
      'A CNN is to read handwritten digits from 0 to 9. Somebody suggests four augmentations of the training images. Which one does harm?',
    options: {
      a: 'Shifts by up to two pixels in all directions.',
      b: 'Rotations by up to 180° in both directions.',
      c: 'Rotations by up to 10° in both directions.',
      d: 'Brightness changed by up to 10 %.',
    },
    answer: 'b',
    feedback: {
      a: 'A digit stays the same digit two pixels further on. Which change could make another digit of it?',
      c: 'People write at such angles, and a 7 stays a 7. Which change could make another digit of it?',
      d: 'Ink is sometimes paler, and no digit becomes another one by that. Which change could make another digit of it?',
    },
    firstStep: 'An augmentation keeps what the image shows. Imagine each change on a 6.',
  },
  {
    id: '5.Q2',
    title: 'Nine trials',
    points: 1,
    kind: 'choice',
    entry: 'answerQ2',
    question:
      'You can afford nine trials and search over learning rate and dropout rate. It turns out that the dropout rate hardly matters. How many different learning rates did a 3×3 grid try, and how many did random search?',
    options: {
      a: 'Both tried nine.',
      b: 'The grid tried nine, random search about three.',
      c: 'The grid tried three, random search nine.',
      d: 'Both tried three.',
    },
    answer: 'c',
    feedback: {
      a: 'Write the nine candidates of the grid down. How many different learning rates are among them?',
      b: 'It is the other way round: write the nine candidates of the grid down, and look at their learning rates.',
      d: 'That is right for the grid. Does random search ever draw the same learning rate twice?',
    },
    firstStep: 'Write the nine candidates of the grid down as pairs, and count the different learning rates.',
  },
  {
    id: '5.Q3',
    title: 'One image at a time',
    points: 1,
    kind: 'choice',
    entry: 'answerQ3',
    question:
      'A network with batch normalization is trained in batches of 64. In use it gets one image at a time, and by mistake the layers still normalize with the statistics of the batch. What happens?',
    options: {
      a: 'Nothing, because the running statistics are the same.',
      b: 'Each channel is normalized over the places of this one image, so that what tells images apart, such as a channel that is strong everywhere, is lost.',
      c: 'The output is the same, only slower.',
      d: 'Only γ and β are left out.',
    },
    answer: 'b',
    feedback: {
      a: 'The running statistics come from many batches. Which values does the mean of a single image come from?',
      c: 'The mean and the variance are those of this image now, and not those of the training. What does that change?',
      d: 'γ and β are used in both cases. What differs is where mean and variance come from.',
    },
    firstStep: 'Which values go into the mean of a channel, if the batch holds one image?',
  },
  {
    id: '5.T1',
    title: 'A gain of half a percent',
    points: 3,
    kind: 'text',
    entry: 'answerT1',
    question:
      'A colleague trains a network once as it was, and gets 90.1 % on the 2,000 test images. Then she tries twelve combinations of augmentation and dropout, keeps the one that is best on these test images, 90.6 %, and reports a gain of half a percent. Explain in four to eight sentences what is wrong with it, and describe how to find out whether augmentation and dropout help.',
    rubric: [
      {
        points: 1,
        criterion:
          'says that the combination was chosen on the test images, so that their accuracy is too good for it, and that a choice needs images of its own (validation), with the test images used once in the end',
      },
      {
        points: 1,
        criterion:
          'says that one run each is not enough: accuracies of several seeds differ by about as much, and half a percent of 2,000 images is ten images',
      },
      {
        points: 1,
        criterion:
          'describes a comparison that is fair: both with the same budget and several seeds, spread reported, and augmentation and dropout changed one at a time (ablation)',
      },
    ],
    minimumWords: 40,
    firstStep: 'How many test images is half a percent? And what did the test images decide here?',
  },
];
