import type { Mistake } from 'convolab';
import { epochsOf, type Facts, type Look } from './training-facts';

const when =
  (look: Look, test: (facts: Facts) => boolean): Mistake['when'] =>
  (got) => {
    const facts = got as unknown as Facts;
    return facts.look === look && test(facts);
  };

const stepsOf = ({ count, batchSize }: Facts): number => Math.ceil(count / batchSize);
const seen = ({ batches }: Facts): number => (batches ?? []).reduce((sum, batch) => sum + batch.length, 0);
const isUnknown = ({ batches }: Facts): boolean => (batches ?? []).flat().some((image) => image < 0);
/** How many times too large the first loss is. */
const excess = ({ losses, loss }: Facts): number => (losses?.[0] ?? Number.NaN) / (loss ?? Number.NaN);
const isNear = (x: number, wanted: number, share = 0.02): boolean => Math.abs(x - wanted) <= share * Math.abs(wanted);

export const mistakenTrainings: Mistake[] = [
  {
    name: 'no gradient',
    when: when('batches', ({ batches }) => batches?.length === 0),
    hint: 'The model never ran while gradients were recorded. Call `model.apply(batch)` inside of the function that `optimizer.minimize` gets.',
  },
  {
    name: 'changed images',
    when: when('batches', isUnknown),
    hint: 'The model saw images that are not among those of `xs`. Take them as they are: `xs.gather(indices)` or `xs.slice(from, count)`.',
  },
  {
    name: 'rest dropped',
    when: when('batches', (facts) => seen(facts) === facts.epochs * (facts.count - (facts.count % facts.batchSize))),
    hint: 'The images that do not fill a whole batch are left out. Go on while `from < count`, and let the last batch be smaller.',
  },
  {
    name: 'one epoch',
    when: when('batches', (facts) => facts.batches?.length === stepsOf(facts)),
    hint: 'That is one epoch: put a loop over `settings.epochs` around the loop over the batches.',
  },
  {
    name: 'one large batch',
    when: when('batches', (facts) => (facts.batches ?? []).every((batch) => batch.length === facts.count)),
    hint: 'Each step takes all images at once. Cut them into batches of `settings.batchSize`.',
  },
  {
    name: 'two passes a step',
    when: when('batches', (facts) => facts.batches?.length === 2 * facts.epochs * stepsOf(facts)),
    hint: 'The model runs twice in each step. `optimizer.minimize(f, true)` returns the loss of the very pass that it took the gradients of.',
  },
  {
    name: 'drawn at random',
    when: when('batches', (facts) =>
      (epochsOf(facts) ?? []).some((epoch) => new Set(epoch.flat()).size < epoch.flat().length * 0.9),
    ),
    hint: 'Some images come twice in an epoch and others not at all. Shuffle the list of all indices once an epoch and cut it into batches, in place of drawing each time.',
  },
  {
    name: 'no shuffle',
    when: when('order', (facts) => epochsOf(facts)?.[0].flat().join() === facts.images.join()),
    hint: 'The images come as they stand in `xs`. Make a list of their numbers, shuffle it with `tf.util.shuffle(indices)`, and take batches with `xs.gather(…)`.',
  },
  {
    name: 'shuffled once',
    when: when('order', (facts) => new Set(epochsOf(facts)?.map((epoch) => epoch.flat().join())).size === 1),
    hint: 'All epochs have the same order. Shuffle inside of the loop over the epochs, not before it.',
  },
  {
    name: 'losses not numbers',
    when: when('falling', ({ losses }) => losses === null),
    hint: '`losses` holds tensors or nothing. Read each loss with `.dataSync()[0]`, and return `{ model, losses }`.',
  },
  {
    name: 'one loss a step',
    when: when('falling', (facts) => facts.losses?.length === facts.epochs * stepsOf(facts)),
    hint: 'You keep the loss of every step. Add them up over an epoch, and keep one mean for each.',
  },
  {
    name: 'loss not finite',
    when: when('falling', ({ losses }) => (losses ?? []).some((loss) => !Number.isFinite(loss))),
    hint: 'The loss became NaN or infinite. Use `tf.losses.softmaxCrossEntropy` on logits, or `tf.metrics.categoricalCrossentropy` on probabilities, which clips them before the logarithm.',
  },
  {
    name: 'sum over images',
    when: when('means', (facts) => isNear(excess(facts), facts.count)),
    hint: 'That is the sum over all images. Divide by their number at the end of the epoch.',
  },
  {
    name: 'sum over batches',
    when: when('means', (facts) => isNear(excess(facts), stepsOf(facts), 0.1)),
    hint: 'That is the sum of the losses of the batches. Weigh each with the size of its batch, and divide by the number of images.',
  },
  {
    name: 'softmax twice',
    when: when('means', (facts) => (facts.losses ?? []).every((loss) => loss > 2 && loss < 2.47)),
    hint: 'The model ends with softmax, and `tf.losses.softmaxCrossEntropy` takes another one. Use `tf.metrics.categoricalCrossentropy(labels, probabilities).mean()`.',
  },
  {
    name: 'mean over batches',
    when: when('means', (facts) => isNear(excess(facts), 1, 0.15)),
    hint: 'Nearly: the last batch is smaller and counts as much as a full one. Weigh each loss with the number of images in its batch.',
  },
  {
    name: 'learnt nothing',
    when: when('accuracy', ({ accuracy }) => (accuracy ?? 0) < 0.25),
    hint: 'That is no better than guessing. Do the labels of a batch belong to its images (the same indices for both), and is the loss worked out inside of the function that `minimize` gets?',
  },
  {
    name: 'learnt little',
    when: when('accuracy', ({ accuracy }) => (accuracy ?? 0) >= 0.25),
    hint: 'It learns, but less than it could. Use `tf.train.adam(settings.learningRate)`, one for the whole training, and all epochs.',
  },
  {
    name: 'tensors left',
    when: when('memory', ({ tensorsLeft }) => tensorsLeft !== null),
    hint: 'Every step leaves tensors behind. Put the step into `tf.tidy(() => …)`, or dispose of batch, labels and loss at its end.',
  },
];
