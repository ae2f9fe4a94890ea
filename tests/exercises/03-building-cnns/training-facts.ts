import {
  type Case,
  type Data,
  figures,
  type Given,
  type ImagesOf,
  percents,
  type Returned,
  say,
  type Verdict,
} from 'convolab';

/** What the trained model has to reach on images that it was not trained on. */
export const leastAccuracy = 0.75;
/** Tensors that may be left: those of the optimizer are two for each weight, and a few of its own. */
const mostTensorsLeft = 40;

export type Look = 'accuracy' | 'falling' | 'memory' | 'batches' | 'order' | 'means';

/** What a case looks at: images to measure on, and how the run was set. */
export interface Setting {
  look: Look;
  on: ImagesOf;
  settings: { epochs: number; batchSize: number; learningRate: number };
}

/** What is known of a run. */
export interface Facts {
  look: Look;
  count: number;
  epochs: number;
  batchSize: number;
  /** as they came, if they are a list of numbers */
  losses: number[] | null;
  /** of the model that came back, on the images of the case */
  accuracy: number | null;
  loss: number | null;
  tensorsLeft: number | null;
  /** the numbers of the images in each batch, in the order of the steps; nothing where another model came back */
  batches: number[][] | null;
  /** the numbers that all images have: equal images have the number of the first */
  images: number[];
}

/** Measures the model that came back, and reads how it was trained. */
export async function measure({ model, use, result }: Returned, testCase: Case): Promise<Data> {
  const { look, on, settings } = testCase.given as unknown as Setting;
  const { losses } = result as { losses?: Given };
  const [, { count }] = testCase.args as unknown as [unknown, { count: number }];
  const isList = Array.isArray(losses) && losses.every((loss) => typeof loss === 'number');
  const measured = look === 'accuracy' || look === 'means' ? await model.evaluate(on) : undefined;
  const facts: Facts = {
    look,
    count,
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    losses: isList ? (losses as number[]) : null,
    accuracy: measured?.accuracy ?? null,
    loss: measured?.loss ?? null,
    tensorsLeft: use?.tensorsLeft ?? null,
    batches: use?.batches ?? null,
    images: use?.images ?? [],
  };
  return { ...facts } as unknown as Data;
}

const words = (x: number): string => figures(x, { grouped: true });
const sorted = (list: number[]): string => [...list].sort((a, b) => a - b).join();
const otherModel = (): string =>
  say('It returned another model than the one it was given; expected that one, trained.');

/** The batches of each epoch, if there are as many as there should be. */
export function epochsOf({ batches, epochs, count, batchSize }: Facts): number[][][] | undefined {
  const steps = Math.ceil(count / batchSize);
  if (batches?.length !== steps * epochs) return undefined;
  return Array.from({ length: epochs }, (_, epoch) => batches.slice(epoch * steps, (epoch + 1) * steps));
}

export const verdicts: Record<Look, (facts: Facts) => Verdict> = {
  accuracy: ({ accuracy }) => ({
    pass: (accuracy ?? 0) >= leastAccuracy,
    message: say(
      'After the training it is right on {accuracy} of images that it has not seen; expected {least} or more.',
      { accuracy: percents(accuracy ?? 0), least: percents(leastAccuracy, 0) },
    ),
  }),
  falling: ({ losses, epochs }) => {
    if (!losses) return { pass: false, message: say('`losses` is no list of numbers; expected one number an epoch.') };
    const falls = losses.every((loss, i) => Number.isFinite(loss) && (i === 0 || loss < losses[i - 1]));
    const shown = losses.slice(0, 6).map((loss) => Number(loss.toPrecision(3)));
    return {
      pass: losses.length === epochs && falls,
      message: say('`losses` has {count} numbers, {shown}; expected {epochs}, each lower than the one before.', {
        count: words(losses.length),
        shown: [...shown, ...(losses.length > 6 ? ['…'] : [])].join(', '),
        epochs,
      }),
    };
  },
  memory: ({ tensorsLeft }) => ({
    pass: tensorsLeft !== null && tensorsLeft <= mostTensorsLeft,
    message:
      tensorsLeft === null
        ? otherModel()
        : say('{tensorsLeft} tensors are left in memory after the training; expected {mostTensorsLeft} or fewer.', {
            tensorsLeft: words(tensorsLeft),
            mostTensorsLeft,
          }),
  }),
  batches: (facts) => {
    const { batches, epochs, count, batchSize, images } = facts;
    if (!batches) return { pass: false, message: otherModel() };
    const expected = say(
      'expected {epochs} times all {count} images in batches of {batchSize}, the last one with the rest',
      { epochs, count, batchSize },
    );
    const found = epochsOf(facts);
    if (!found) {
      const seen = batches.reduce((sum, batch) => sum + batch.length, 0);
      return {
        pass: false,
        message: say('It took {steps} steps with {seen} images; {expected}.', {
          steps: words(batches.length),
          seen: words(seen),
          expected,
        }),
      };
    }
    const sizes = found.every((epoch) => epoch.slice(0, -1).every((batch) => batch.length === batchSize));
    const whole = found.every((epoch) => sorted(epoch.flat()) === sorted(images));
    return {
      pass: sizes && whole,
      message: say('Not every epoch shows every image just once; {expected}.', { expected }),
    };
  },
  order: (facts) => {
    const found = epochsOf(facts)?.map((epoch) => epoch.flat().join());
    if (!found)
      return { pass: false, message: facts.batches ? say('The number of steps is not right yet.') : otherModel() };
    const orders = new Set([facts.images.join(), ...found]);
    const message = say(
      'The images come in an order that was there before; expected a new random order in each epoch.',
    );
    return { pass: orders.size === found.length + 1, message };
  },
  means: ({ losses, loss, epochs }) => {
    const right = loss ?? Number.NaN;
    const near = losses?.length === epochs && losses.every((one) => Math.abs(one - right) <= 5e-4 * Math.abs(right));
    const shown = losses ? losses.slice(0, 4).map((one) => Number(one.toPrecision(5))) : [say('nothing')];
    return {
      pass: near === true,
      message: say(
        'With learning rate 0 nothing changes, and the mean loss over the images is {right} in each epoch; got {shown}.',
        { right: Number(right.toPrecision(5)), shown: shown.join(', ') },
      ),
    };
  },
};
