import type { Mistake } from 'convolab';
import { type Facts, type Look, leastAccuracy } from './head-facts';

const when =
  (look: Look, test: (facts: Facts) => boolean): Mistake['when'] =>
  (got) => {
    const facts = got as unknown as Facts;
    return facts.look === look && test(facts);
  };

export const mistakenHeads: Mistake[] = [
  {
    name: 'no flatten',
    when: when('sides', ({ output }) => output.length > 1),
    hint: 'The output still has height and width. Where the cut gives maps, put `tf.layers.flatten()` before the dense layer.',
  },
  {
    name: 'old classes',
    when: when('sides', ({ output }) => output.join() === '5'),
    hint: 'The model still tells the five old classes apart. The new head has as many units as `ys` has columns: `ys.shape[1]`.',
  },
  {
    name: 'no softmax',
    when: when('sides', ({ output, last }) => output.join() === '10' && last !== 'softmax'),
    hint: "The ten outputs are to be probabilities: give the last dense layer `activation: 'softmax'`.",
  },
  {
    name: 'cut too late',
    when: when('kept', ({ kept, wanted }) => kept > wanted),
    hint: 'Layers after the cut are still there. Go on from `model.getLayer(cut).output`, not from the output of the model.',
  },
  {
    name: 'cut too early',
    when: when('kept', ({ kept, wanted }) => kept > 0 && kept < wanted),
    hint: 'The cut is too early: the layer `cut` itself stays. Its `output` is what the head gets.',
  },
  {
    name: 'head alone',
    when: when('kept', ({ kept }) => kept === 0),
    hint: 'The model does not begin with the given layers. Put both parts together: `tf.model({ inputs: model.inputs, outputs: … })`, where the outputs are those of the head on `model.getLayer(cut).output`.',
  },
  {
    name: 'trained along',
    when: when('weights', ({ change }) => change !== null && change > 0 && change < 0.8),
    hint: 'The given layers were trained along with the head. Set `layer.trainable = false` for each single layer, and before you call `compile`: later it has no effect on that training, and `trainable = false` of a model that is used as one layer has none either.',
  },
  {
    name: 'new weights',
    when: when('weights', ({ change }) => (change ?? 0) >= 0.8),
    hint: 'The layers are the same, but their weights are new ones. Use the layers of the given model themselves in place of making others like them.',
  },
  {
    name: 'not frozen',
    when: when('frozen', ({ trainableBase }) => trainableBase.length > 0),
    hint: 'Set `layer.trainable = false` for all layers of the given model, also where you train the head alone: the model that comes back says what later training may change.',
  },
  {
    name: 'all frozen',
    when: when('frozen', ({ frozenHead }) => frozenHead.length > 0),
    hint: 'The head is frozen, too. Freeze the layers of the given model one by one: `model.trainable = false` of the new model would stop all training.',
  },
  {
    name: 'head not trained',
    when: when('accuracy', ({ accuracy }) => accuracy !== null && accuracy < 0.3),
    hint: 'That is little more than guessing. Is the head trained, with `await` before `fit`, and is it the same layer that stands in the model?',
  },
  {
    name: 'learnt little',
    when: when('accuracy', ({ accuracy }) => accuracy !== null && accuracy >= 0.3 && accuracy < leastAccuracy),
    hint: 'The head learns, but less than it could: take more epochs or a larger learning rate, such as 20 epochs of Adam with 0.01.',
  },
];
