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

/** The most parameters that a model may have. */
export const budget = 50_000;

/** Each step that the accuracy reaches is worth the same. */
export const scale = [0.78, 0.8, 0.82, 0.84, 0.85, 0.86, 0.865, 0.87];
/** What one step is worth. */
const worth = 0.5;

export interface Setting {
  /** the step of the scale that a case asks for */
  least: number;
  on: ImagesOf;
}

/** What is known of a model; of one that is over the budget, its size only. */
export interface Facts {
  least: number;
  parameters: number;
  accuracy: number | null;
  /** on images that it was trained on */
  ofTrained: number | null;
  /** where the images are from */
  images: string;
}

/** All steps of the scale look at the same model: it is measured once. */
const known = new WeakMap<object, Omit<Facts, 'least'>>();

export async function measure({ model, result }: Returned, testCase: Case): Promise<Data> {
  const { least, on } = testCase.given as unknown as Setting;
  const { parameters } = model;
  let facts = known.get(result as object);
  if (!facts && parameters > budget) facts = { parameters, accuracy: null, ofTrained: null, images: '' };
  if (!facts) {
    const { accuracy, images } = await model.evaluate(on);
    const seen = await model.evaluate({ ...on, part: 'train' });
    facts = { parameters, accuracy, ofTrained: seen.accuracy, images };
  }
  known.set(result as object, facts);
  return { least, ...facts };
}

const words = (x: number): string => figures(x, { grouped: true });
const percent = (share: number): string => percents(share);

export function verdict({ least, parameters, accuracy, images }: Facts): Verdict {
  if (accuracy === null) {
    return {
      pass: false,
      message: say(
        'It has {parameters} parameters, and the budget is {budget}: that gives 0 points, however often it is right.',
        { parameters: words(parameters), budget: words(budget) },
      ),
    };
  }
  const points = worth * scale.filter((step) => reaches(accuracy, step)).length;
  return {
    pass: reaches(accuracy, least),
    message: say('It is right on {accuracy}; expected {least} or more.', {
      accuracy: percent(accuracy),
      least: percent(least),
    }),
    remark: `${say('It is right on {accuracy}, with {parameters} of {budget} parameters: {points} of {most} points.', { accuracy: percent(accuracy), parameters: words(parameters), budget: words(budget), points: figures(points), most: figures(worth * scale.length) })}${whereFrom(images, points)}`,
  };
}

/** Accuracies come as float32, in which 0.8 is a little more than 0.8. */
const reaches = (accuracy: number, step: number): boolean => accuracy >= step - 1e-6;

function whereFrom(images: string, points: number): string {
  if (!images.includes('embedded)')) return ` ${say('Measured on {images}.', { images })}`;
  return points > 0
    ? ` ${say('Your teacher measures it on images that you do not have and that may be harder: half a point or a point less is no surprise.')}`
    : '';
}

/** Whether the model is right on what it was trained on, and less often elsewhere. */
export const overfits = ({ accuracy, ofTrained }: Facts): boolean => (ofTrained ?? 0) - (accuracy ?? 0) > 0.06;

export const factsOf = (given: Given): Facts => given as unknown as Facts;
