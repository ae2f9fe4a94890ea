import {
  brightenImage,
  type Case,
  cropImage,
  type FunctionExercise,
  flipImage,
  type Image,
  makeImage,
  type Random,
  rotateImage,
} from 'convolab';
import { mistakenAugmentations } from './augmentation-mistakes';

/** Values 0.05 … 0.95 without symmetry. */
const picture = (height: number, width: number, channels = 1): Image =>
  makeImage(height, width, channels, (y, x, c) => 0.05 + ((y * 5 + x * 3 + y * x + c * 7) % 10) / 11);
/** A bright bar and a dot on a dark ground. */
const scene = makeImage(16, 16, 1, (y, x) => (x > 5 && x < 9 && y > 1 && y < 13 ? 1 : y === 3 && x > 10 ? 0.7 : 0.1));

const flipCase = (name: string, image: Image): Case => ({ name: `flip: ${name}`, fn: 'flip', args: [image] });

type Window = [top: number, left: number, height: number, width: number];
const cropCase = (name: string, image: Image, window: Window): Case => ({
  name: `crop: ${name}`,
  fn: 'crop',
  args: [image, ...window],
});

const brightnessCase = (name: string, image: Image, amount: number): Case => ({
  name: `brightness: ${name}`,
  fn: 'brightness',
  args: [image, amount],
});

const rotateCase = (name: string, image: Image, degrees: number): Case => ({
  name: `rotate: ${name}`,
  fn: 'rotate',
  args: [image, degrees],
});

const publicCases: Case[] = [
  flipCase('4 columns', picture(3, 4)),
  flipCase('5 columns, three channels', picture(2, 5, 3)),
  flipCase('a small picture', scene),
  cropCase('3×4 at row 1, column 2', picture(5, 7), [1, 2, 3, 4]),
  cropCase('from the last rows and columns, two channels', picture(6, 5, 2), [3, 1, 3, 4]),
  cropCase('the whole image', picture(3, 4), [0, 0, 3, 4]),
  brightnessCase('brighter by 0.3', picture(3, 4), 0.3),
  brightnessCase('darker by 0.4, two channels', picture(2, 4, 2), -0.4),
  rotateCase('by 90°', picture(4, 4), 90),
  rotateCase('by 180°, an image that is not square', picture(3, 5), 180),
  rotateCase('by 30°, two channels', picture(6, 5, 2), 30),
  rotateCase('by −15°, a small picture', scene, -15),
];

function gradedCases(random: Random): Case[] {
  const image = (): Image =>
    makeImage(4 + random.integer(4), 4 + random.integer(4), 1 + random.integer(3), () =>
      Number(random.uniform().toFixed(2)),
    );
  const upTo = (most: number): number => 1 + random.integer(most);
  return Array.from({ length: 5 }, (_, i): Case[] => {
    const [whole, dark] = [image(), image()];
    const [rows, columns] = [whole.length, whole[0].length];
    const [height, width] = [upTo(rows - 1), upTo(columns - 1)];
    const window: Window = [random.integer(rows - height + 1), random.integer(columns - width + 1), height, width];
    const amount = Number(((i % 2 ? 1 : -1) * random.uniform(0.2, 0.6)).toFixed(2));
    const degrees = Math.round((i % 2 ? -1 : 1) * random.uniform(5, 80));
    return [
      flipCase(`random image ${i + 1}`, image()),
      cropCase(`random window ${i + 1}: ${height}×${width} of ${rows}×${columns}`, whole, window),
      brightnessCase(`random image ${i + 1}, ${amount}`, dark, amount),
      rotateCase(`random image ${i + 1}, by ${degrees}°`, image(), degrees),
    ];
  }).flat();
}

export const augmentation: FunctionExercise = {
  id: '5.1',
  title: 'Flip, crop, brightness, rotation',
  points: 4,
  kind: 'function',
  entry: 'augmentation',
  reference: { flip: flipImage, crop: cropImage, brightness: brightenImage, rotate: rotateImage },
  publicCases,
  gradedCases,
  mistakes: mistakenAugmentations,
  firstStep:
    'Begin with `flip`: go through the rows with `image.map((row) => …)`, and in each take the pixels from its end: the one at column x comes from column `row.length - 1 - x`.',
};
