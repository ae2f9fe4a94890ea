import {
  type Detection,
  type Image,
  type LabelledBox,
  makeImage,
  meanAveragePrecision,
  random,
} from '../../../lib/src/maths';
import { boxes } from '../../../lib/src/visualizers/boxes';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { masks } from '../../../lib/src/visualizers/masks';
import { precisionRecall } from '../../../lib/src/visualizers/precision-recall';

const noise = random(4);
/** Bright rectangles on dark noise. */
export function rectangles(objects: readonly LabelledBox[]): Image {
  const within = (x: number, y: number) =>
    objects.some(({ box }) => x >= box[0] && x < box[2] && y >= box[1] && y < box[3]);
  return makeImage(64, 64, 1, (y, x) => (within(x, y) ? 0.8 : 0.15) + noise.uniform(0, 0.1));
}

export const truth: LabelledBox[][] = [
  [
    { box: [6, 8, 30, 28], label: 0 },
    { box: [36, 30, 60, 60], label: 1 },
  ],
  [{ box: [20, 16, 50, 44], label: 2 }],
];
export const detections: Detection[][] = [
  [
    { box: [7, 9, 31, 28], label: 0, score: 0.94 },
    { box: [35, 31, 58, 61], label: 2, score: 0.55 },
  ],
  [
    { box: [21, 16, 50, 46], label: 2, score: 0.88 },
    { box: [24, 20, 54, 48], label: 2, score: 0.41 },
  ],
];
export const classNames = ['bag', 'dress', 'ankle boot'];

/** One example of each figure of detection and segmentation. */
export const detectionFigures: Record<string, () => Figure> = {
  boxes: () => boxes(truth.map(rectangles), { truth, detections, classNames }),
  'precision-recall': () => {
    const draw = random(9);
    const some = Array.from({ length: 80 }, (): LabelledBox[] =>
      classNames.map((_, label) => ({ box: [20 * label, 0, 20 * label + 18, 20], label })),
    );
    const found = some.map((objects) =>
      objects.map(({ box: [left, top, right, bottom], label }): Detection => {
        const off = draw.normal(0, 3 + 2 * label);
        return {
          box: [left + off, top, right + off, bottom],
          label,
          score: 1 / (1 + Math.abs(off + draw.normal(0, 2))),
        };
      }),
    );
    const { perClass } = meanAveragePrecision(some, found, 3);
    return precisionRecall(Object.fromEntries(classNames.map((name, i) => [name, perClass[i]])));
  },
  masks: () => {
    const mask = (shift: number) =>
      Array.from({ length: 64 }, (_, y) =>
        Array.from({ length: 64 }, (__, x) => {
          const of = truth[0].findIndex(
            ({ box }) => x >= box[0] + shift && x < box[2] + shift && y >= box[1] && y < box[3],
          );
          return of + 1;
        }),
      );
    return masks(rectangles(truth[0]), [
      { name: 'truth', mask: mask(0) },
      { name: 'shifted', mask: mask(3) },
    ]);
  },
};
