import { random } from '../../../lib/src/maths';
import { confusionMatrix } from '../../../lib/src/visualizers/confusion-matrix';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { misclassified } from '../../../lib/src/visualizers/misclassified';
import { signalPropagation } from '../../../lib/src/visualizers/signal-propagation';
import { deepNetwork } from './deep-network';
import { scene } from './image-figures';

export const clothes = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** True and predicted classes as a mediocre model gives them, most right, neighbours confused; with probabilities. */
export function guesses(count: number, classes: number) {
  const generator = random(5);
  const trueLabels = Array.from({ length: count }, (_, i) => i % classes);
  const predictedLabels = trueLabels.map((label) =>
    generator.uniform() < 0.85 ? label : (label + 2 * Math.ceil(3 * generator.uniform() ** 3)) % classes,
  );
  const probabilities = predictedLabels.map((label) => {
    const sure = 0.4 + 0.6 * generator.uniform();
    return Array.from({ length: classes }, (_, k) => (k === label ? sure : (1 - sure) / (classes - 1)));
  });
  return { trueLabels, predictedLabels, probabilities };
}

/** One example of each figure about networks and their training: a tool to look at them, and the input of tests. */
export const networkFigures: Record<string, () => Figure> = {
  'confusion-matrix': () => {
    const { trueLabels, predictedLabels } = guesses(2000, 10);
    return confusionMatrix(trueLabels, predictedLabels, { classNames: clothes });
  },
  'confusion-matrix-two': () =>
    confusionMatrix(
      [
        [50, 3],
        [0, 47],
      ],
      { classNames: ['cat', 'dog'], title: 'Cats and dogs' },
    ),
  'confusion-matrix-many': () => {
    const { trueLabels, predictedLabels } = guesses(3000, 40);
    return confusionMatrix(trueLabels, predictedLabels);
  },
  misclassified: () => {
    const { trueLabels, probabilities } = guesses(400, 10);
    return misclassified((i) => scene(28, 28, i % 12), trueLabels, probabilities, { classNames: clothes, count: 18 });
  },
  'signal-propagation': () =>
    signalPropagation([
      { name: 'normal, σ = 0.05', layers: deepNetwork(0.05) },
      { name: 'Xavier', layers: deepNetwork(Math.sqrt(1 / 100)) },
      { name: 'He', layers: deepNetwork(Math.sqrt(2 / 100)) },
      { name: 'normal, σ = 0.3', layers: deepNetwork(0.3) },
    ]),
  'signal-propagation-lines': () =>
    signalPropagation(
      ['tiny', 'large'].map((name, i) => ({
        name,
        layers: deepNetwork(i ? 0.2 : 0).map(({ layer, activations }) => ({ layer, activations })),
      })),
      { histograms: 'none' },
    ),
};
