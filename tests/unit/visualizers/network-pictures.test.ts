import { describe, it } from 'node:test';
import { networkFigures } from './network-figures';
import { checkPicture } from './picture';

/** What must be written in the picture: titles, captions, numbers. */
const written: Record<string, string[]> = {
  architecture: [
    'LeNet-5: 61,706 parameters',
    '28×28×6',
    'C1 conv 5×5 tanh 156 params',
    'layer with weights',
    '√ of height',
  ],
  'architecture-vgg16': ['VGG16: 138,357,544 parameters', '103 M params', 'frozen'],
  comparison: ['Choices of architecture', '91.0 % (90.5–91.4)', '1.29 M', '41.7 s (39–44)', 'time, s', '412,778'],
  'comparison-two': ['87.8 % ± 0.8', 'cross-entropy'],
  'computation-graph': ['L = (tanh(w x + b) − y)²', '▸ 0.8', '◂ −0.376', 'tanh', '∂L/∂·'],
  'confusion-matrix': ['1715 of 2000 right, 85.8 %', 'Ankle boot', 'true class', 'predicted class', '164', '82 %'],
  'confusion-matrix-two': ['Cats and dogs: 97 of 100 right, 97 %', '94.3 %'],
  'signal-propagation': ['σ of activations', 'σ of gradients', 'He', 'dense 8', '% zero'],
  'loss-curves': ['mean squared error', 'binary cross-entropy', 'probability p', 'sure and wrong'],
  'loss-surface': ['One unit, two losses', 'weight w', 'gradient descent', 'binary cross-entropy'],
  'trajectories-in-space': ['Saddle: f(x, y) = x² − y²', 'Adadelta, α = 1'],
  misclassified: ['46 of 400 images', 'the surest 18', '→ Sneaker'],
};

describe('pictures of networks and their training', () => {
  for (const [name, make] of Object.entries(networkFigures)) {
    it(`${name}: is drawn, says its text, is small, and works on any ground`, () =>
      checkPicture(make(), written[name]));
  }
});
