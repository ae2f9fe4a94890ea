import { type Given, type ImagesOf, percents, say, type Verdict } from 'convolab';

/** What the model has to reach on images that it was not trained on; features that nobody trained give less. */
export const leastAccuracy = 0.65;

export type Look = 'sides' | 'kept' | 'weights' | 'frozen' | 'accuracy';

/** What a case looks at, and the images to measure on. */
export interface Setting {
  look: Look;
  on: ImagesOf;
}

/** What is known of the model that came back. */
export interface Facts {
  look: Look;
  cut: string;
  /** how many layers the given network has up to the cut */
  wanted: number;
  /** with how many layers of the given network the model begins, by their kinds and shapes */
  kept: number;
  /** of the weights up to the cut, ‖new − given‖ / ‖given‖; nothing where the layers are others */
  change: number | null;
  /** layers up to the cut that training may change, and layers of the head that it may not */
  trainableBase: string[];
  frozenHead: string[];
  /** layers of the head that have weights */
  headLayers: number;
  output: number[];
  last: string;
  accuracy: number | null;
}

const percent = (share: number): string => percents(share);
const listed = (list: string[]): string => (list.length > 0 ? list.join(', ') : say('none'));

const verdicts: Record<Look, (facts: Facts) => Verdict> = {
  sides: ({ output, last }) => ({
    pass: output.join() === '10' && last === 'softmax',
    message: say('It gives {output} numbers through {last}; expected 10 through softmax.', {
      output: output.join('×'),
      last,
    }),
  }),
  kept: ({ kept, wanted, cut }) => ({
    pass: kept === wanted,
    message: say(
      'It begins with {kept} layers of the given network; expected {wanted}: those up to {cut}, and then the head.',
      { kept, wanted, cut },
    ),
  }),
  weights: ({ change }) => ({
    pass: change === 0,
    message:
      change === null
        ? say('The layers up to the cut are others than those of the given network.')
        : say('The weights up to the cut differ from the given ones by {change}; expected no difference.', {
            change: percent(change),
          }),
  }),
  frozen: ({ trainableBase, frozenHead, headLayers }) => ({
    pass: trainableBase.length === 0 && frozenHead.length === 0 && headLayers > 0,
    message: say(
      'Up to the cut, training may change: {base}; expected: none. Frozen layers of the head: {head}; expected: none.',
      { base: listed(trainableBase), head: listed(frozenHead) },
    ),
  }),
  accuracy: ({ accuracy }) => ({
    pass: (accuracy ?? 0) >= leastAccuracy,
    message: say('It is right on {accuracy} of images that it has not seen; expected {least} or more.', {
      accuracy: percent(accuracy ?? 0),
      least: percent(leastAccuracy),
    }),
  }),
};

/** A network of its own shows nothing by what it learnt, so the layers and their weights come first. */
export function judgeHead(given: Given): Verdict {
  const facts = given as unknown as Facts;
  const needed: Look[] = facts.look === 'sides' || facts.look === 'kept' ? ['kept'] : ['kept', 'weights'];
  const verdict = verdicts[facts.look](facts);
  const missing = needed.map((look) => verdicts[look](facts)).find(({ pass }) => !pass);
  if (!verdict.pass || !missing) return verdict;
  return {
    pass: false,
    message: `${verdict.message} ${say('First it needs the layers and weights of the given network.')}`,
  };
}
