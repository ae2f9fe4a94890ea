import type { Case, Data, ImagesOf, LoadedModel, ModelExercise, Random, Returned } from 'convolab';
import { trainedLayers, trainedNetwork } from './given-networks';
import { type Facts, judgeHead, type Look, type Setting } from './head-facts';
import { mistakenHeads } from './head-mistakes';

/** How many labelled images the head is trained on. */
const labelled = 600;

/** Sum of squares of the weights of a layer, and of what they differ from those of another. */
function distance(
  model: LoadedModel,
  given: LoadedModel,
  [name, own]: [string, string],
): { change: number; size: number } {
  const [from, to] = [given.weightsOf(name), model.weightsOf(own)].map((weights) =>
    Object.values(weights).flatMap((values) => [values].flat(4) as number[]),
  );
  const sum = (list: number[]): number => list.reduce((total, value) => total + value * value, 0);
  return { change: sum(from.map((w, i) => w - to[i])), size: sum(from) };
}

async function measure({ model, given }: Returned, testCase: Case): Promise<Data> {
  const { look, on } = testCase.given as unknown as Setting;
  const [, cut] = testCase.args as unknown as [Data, string];
  const { layers } = model;
  const wanted = trainedLayers.findIndex(({ name }) => name === cut) + 1;
  // a layer of the head may be like the one that the given network has there, but it has not its name
  const agrees = (i: number): boolean =>
    layers[i]?.type === trainedLayers[i].type &&
    layers[i].outputShape.join() === trainedLayers[i].output.join() &&
    (i < wanted || layers[i].name === trainedLayers[i].name);
  const differs = trainedLayers.findIndex((_, i) => !agrees(i));
  const kept = differs < 0 ? trainedLayers.length : differs;
  const isWhole = kept === wanted;
  const pairs = trainedLayers.slice(0, wanted).map(({ name }, i): [string, string] => [name, layers[i]?.name]);
  const distances = isWhole && given ? pairs.map((pair) => distance(model, given, pair)) : [];
  const total = (part: 'change' | 'size'): number => distances.reduce((sum, one) => sum + one[part], 0);
  const withWeights = (from: number, to?: number): typeof layers =>
    layers.slice(from, to).filter(({ parameters }) => parameters > 0);
  const last = layers.at(-1);
  const facts: Facts = {
    look,
    cut,
    wanted,
    kept,
    change: isWhole ? Math.sqrt(total('change') / total('size')) : null,
    trainableBase: withWeights(0, wanted).flatMap(({ name, trainable }) => (trainable ? [name] : [])),
    frozenHead: withWeights(wanted).flatMap(({ name, trainable }) => (trainable ? [] : [name])),
    headLayers: withWeights(wanted).length,
    output: model.outputShape,
    last: (last?.type === 'Softmax' ? 'softmax' : last?.activation) ?? 'none',
    accuracy: null,
  };
  if (look === 'accuracy' && isWhole) facts.accuracy = (await model.evaluate(on)).accuracy;
  return facts as unknown as Data;
}

/** Cases that look at the same run. */
function casesFor(cut: string, looks: Look[], from: number, on: ImagesOf): Case[] {
  const titles: Record<Look, string> = {
    sides: `ten probabilities, cut after ${cut}`,
    kept: `all layers up to ${cut}, and none after it`,
    weights: `the weights up to ${cut} are those of the given network`,
    frozen: `frozen up to ${cut}, and the head is not`,
    accuracy: `the head has learnt, cut after ${cut}`,
  };
  const images = (packed: string): Data => ({ packed, set: 'fashionMnist', part: 'train', from, count: labelled });
  return looks.map((look) => ({
    name: titles[look],
    args: [trainedNetwork as unknown as Data, cut, images('images'), images('labels')],
    given: { look, on } as unknown as Data,
    weight: look === 'accuracy' ? 2 : 1,
  }));
}

const whole: Look[] = ['sides', 'kept', 'weights', 'frozen', 'accuracy'];

export const newHead: ModelExercise = {
  id: '4.1',
  title: 'Cut a network and give it a new head',
  points: 4,
  kind: 'model',
  entry: 'withNewHead',
  imports: ['tf'],
  publicCases: [
    ...casesFor('features', whole, 0, { part: 'test', from: 0, count: 1000 }),
    ...casesFor('pool2', ['sides', 'kept', 'frozen', 'accuracy'], 1000, { part: 'test', from: 0, count: 1000 }),
  ],
  gradedCases: (random: Random) => {
    // from maps that are not pooled, a right head with large steps has 52 to 77 %, by chance
    const maps = ['pool1', 'pool2'][random.integer(2)];
    const on: ImagesOf = { part: 'test', from: 1000, count: 1000 };
    return ['features', maps].flatMap((cut) => casesFor(cut, whole, 2000 + random.integer(7000), on));
  },
  measure,
  judge: judgeHead,
  mistakes: mistakenHeads,
  firstStep:
    'Make the first part alone: `tf.model({ inputs: model.inputs, outputs: model.getLayer(cut).output })`, and look at the shape of what it predicts for `xs`.',
};
