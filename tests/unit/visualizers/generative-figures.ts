import { fashionClasses } from '../../../lib/src/datasets';
import { type Image, random } from '../../../lib/src/maths';
import { attentionMaps } from '../../../lib/src/visualizers/attention-maps';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { latentSpace } from '../../../lib/src/visualizers/latent-space';
import { latentWalk } from '../../../lib/src/visualizers/latent-walk';
import { samplesOverTime } from '../../../lib/src/visualizers/samples-over-time';

/** A bright bar of some width and height in the middle of 28 × 28, its edge soft, with noise. */
function bar(width: number, height: number, noise = 0, seed = 1): Image {
  const draw = random(seed);
  const soft = (far: number) => 1 / (1 + Math.exp(far));
  return Array.from({ length: 28 }, (_, y) =>
    Array.from({ length: 28 }, (_, x) => {
      const inside = soft(Math.abs(x - 13.5) - width / 2) * soft(Math.abs(y - 13.5) - height / 2);
      return [Math.min(1, Math.max(0, inside + noise * draw.normal()))];
    }),
  );
}

/** A cloud of points for each class, and bars that widen to the right and grow to the top. */
export function latentExample() {
  const draw = random(31);
  const labels = Array.from({ length: 600 }, (_, i) => i % fashionClasses.length);
  const points = labels.map((label) => {
    const angle = (2 * Math.PI * label) / fashionClasses.length;
    return [1.5 * Math.cos(angle) + draw.normal(0, 0.3), 1.5 * Math.sin(angle) + draw.normal(0, 0.3)];
  });
  const images = Array.from({ length: 12 }, (_, row) =>
    Array.from({ length: 12 }, (_, column) => bar(3 + 1.8 * column, 24 - 1.8 * row)),
  );
  return { points, labels, options: { classNames: fashionClasses, grid: { images, range: 2.5 } } };
}

/** Bars that come out of noise within 9 epochs. */
export function samplesExample() {
  const samples = Array.from({ length: 10 }, (_, epoch) =>
    Array.from({ length: 12 }, (_, i) => bar(4 + 1.5 * i, 24 - i, 0.5 * (1 - epoch / 9), 40 + i)),
  );
  const over = (from: number, to: number) =>
    Array.from({ length: 9 }, (_, i) => to + (from - to) * Math.exp(-i / 2) + 0.04 * Math.sin(3 * i));
  return { samples, losses: { generator: over(1.6, 0.9), discriminator: over(0.8, 1.3) } };
}

/** A bar that becomes wide and low in 11 steps. */
export const walkExample = () => Array.from({ length: 11 }, (_, i) => bar(4 + 2 * i, 24 - 1.6 * i));

/** Two bars, and heads that look at one patch or at the border. */
export function attendedExample() {
  const at = (row: number, column: number) =>
    Array.from({ length: 7 }, (_, y) =>
      Array.from({ length: 7 }, (_, x) => Math.exp(-((y - row) ** 2 + (x - column) ** 2) / 2)),
    );
  return [
    { image: bar(6, 22), caption: 'Trouser', maps: [at(1, 3), at(5, 3), at(3, 3), at(3, 0)] },
    { image: bar(22, 8), caption: 'Sneaker', maps: [at(3, 1), at(3, 5), at(0, 6), at(6, 0)] },
  ];
}

/** One example of each figure about networks that make images, and about attention: a tool to look at them, and the input of tests. */
export const generativeFigures: Record<string, () => Figure> = {
  'attention-maps': () => attentionMaps(attendedExample(), { names: ['head 1', 'head 2', 'head 3', 'head 4'] }),
  'latent-space': () => {
    const { points, labels, options } = latentExample();
    return latentSpace(points, labels, options);
  },
  'latent-space-points': () => {
    const { points, labels } = latentExample();
    return latentSpace(points, labels, { title: 'Points alone' });
  },
  'latent-walk': () => latentWalk(walkExample()),
  'samples-over-time': () => {
    const { samples, losses } = samplesExample();
    return samplesOverTime(samples, losses);
  },
};
