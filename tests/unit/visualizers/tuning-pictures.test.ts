import { describe, it } from 'node:test';
import { checkPicture } from './picture';
import { tuningFigures } from './tuning-figures';

/** What must be written in the picture: titles, captions, numbers. */
const written: Record<string, string[]> = {
  ablation: ['Small VGG on Fashion-MNIST', '+ dropout 0.2', '87.0 %', '+1.4 ± 0.2', 'each seed'],
  'block-diagram': ['Residual block, 230,144 parameters', 'conv 1×1', '128 filters, stride 2', 'add +'],
  'dropout-masks': [
    'step 5',
    '×1.25',
    '×2',
    'dropped · what is left is divided by 1 − rate',
    'hidden layer',
    'mean 0.',
  ],
  'learning-curves': ['labelled images of a class', '500', 'from scratch', 'fine-tuned', 'guessing'],
  'learning-rate-schedule': ['Five schedules', 'epoch', 'warm-up, then half a cosine', 'learning rate'],
  'learning-rate-groups': ['stage 4', 'head', 'step', 'logarithmic'],
  'weight-change': ['LeNet-5 after fine-tuning', 'C1', 'output', 'frozen', '‖W − W₀‖ / ‖W₀‖'],
  'weight-histogram': ['Weights of dense', 'no penalty', '% at most', '0.01 from zero', '‖w‖ = ', 'share of weights'],
  'weight-histogram-rows': ['All weights', 'early stopping', '0.001 from zero'],
  'weight-change-deep': ['stage1_block1_depthwise', 'learning rate 0.001', 'frozen'],
};

describe('pictures about fine-tuning and improving networks', () => {
  for (const [name, make] of Object.entries(tuningFigures)) {
    it(`${name}: is drawn, says its text, is small, and works on any ground`, () =>
      checkPicture(make(), written[name]));
  }
});
