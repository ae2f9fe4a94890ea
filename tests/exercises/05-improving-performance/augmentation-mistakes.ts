import { cropImage, flipImage, type Given, type Image, interpolated, type Mistake, rotateImage } from 'convolab';
import { someNumber } from '../look';

type Flip = (image: Image) => unknown;
type Crop = (image: Image, top: number, left: number, height: number, width: number) => Image;
type Brightness = (value: number, amount: number) => number;
type Place = (dy: number, dx: number, cos: number, sin: number) => [number, number];

const upsideDown = (image: Image): Image => [...image].reverse();

const flips: [string, Flip, string][] = [
  [
    'upside down',
    upsideDown,
    'The rows are reversed, so the image stands on its head. Left and right are to be swapped: reverse each row.',
  ],
  [
    'both directions',
    (image) => upsideDown(flipImage(image)),
    'Rows and columns are reversed, which turns the image by 180°. Leave the rows where they are.',
  ],
  [
    'one column too far',
    (image) => image.map((row) => row.map((_, x) => row[row.length - x]?.slice())),
    'Columns count from 0, so the last one is `width - 1`: column x comes from `width - 1 - x`.',
  ],
  [
    'channels reversed',
    (image) => flipImage(image).map((row) => row.map((pixel) => [...pixel].reverse())),
    'The channels of each pixel are reversed, too. A red pixel stays red: copy them in their order.',
  ],
  ['unchanged', (image) => image, 'The image comes back as it was.'],
];

/** The window from `top` to `bottom`, both included, as far as there are pixels. */
const slice = (image: Image, top: number, left: number, bottom: number, right: number): Image =>
  image.slice(top, bottom).map((row) => row.slice(left, right));

const crops: [string, Crop, string][] = [
  [
    'top and left swapped',
    (image, top, left, height, width) => slice(image, left, top, left + height, top + width),
    '`top` and `left` are swapped: `top` is a row (the first index), `left` a column (the second).',
  ],
  [
    'height and width swapped',
    (image, top, left, height, width) => slice(image, top, left, top + width, left + height),
    '`height` and `width` are swapped: `height` counts rows, `width` columns.',
  ],
  [
    'height and width as the end',
    (image, top, left, height, width) => slice(image, top, left, height, width),
    '`slice` takes the place where it ends, not how many it takes: rows end at `top + height`, columns at `left + width`.',
  ],
  [
    'one too many',
    (image, top, left, height, width) => slice(image, top, left, top + height + 1, left + width + 1),
    'The window is one row and one column too large. The last row is `top + height - 1`: is the end of a loop or `slice` one too far?',
  ],
  [
    'one too few',
    (image, top, left, height, width) => slice(image, top, left, top + height - 1, left + width - 1),
    'The window is one row and one column too small. `slice` leaves its end out already, so nothing is to be taken off.',
  ],
  [
    'one later',
    (image, top, left, height, width) => slice(image, top + 1, left + 1, top + height + 1, left + width + 1),
    'The window begins one row and one column too late: row `top` is its first.',
  ],
  [
    'from the corner',
    (image, _top, _left, height, width) => cropImage(image, 0, 0, height, width),
    'The window always begins in the corner. Its first row is `top`, its first column `left`.',
  ],
];

const clipped = (value: number): number => Math.min(1, Math.max(0, value));

const brightnesses: [string, Brightness, string][] = [
  [
    'clipped above only',
    (value, amount) => Math.min(1, value + amount),
    'Values below 0 stay. Bring them back to 0: `Math.max(0, …)`.',
  ],
  [
    'clipped below only',
    (value, amount) => Math.max(0, value + amount),
    'Values above 1 stay. Bring them back to 1: `Math.min(1, …)`.',
  ],
  [
    'limits swapped',
    (value, amount) => Math.max(1, Math.min(0, value + amount)),
    '`Math.min` and `Math.max` are swapped: all is 1. `Math.max(0, …)` lifts what is below 0, `Math.min(1, …)` lowers what is above 1.',
  ],
  [
    'not clipped',
    (value, amount) => value + amount,
    'Some values are below 0 or above 1. Bring them back: `Math.min(1, Math.max(0, …))`.',
  ],
  [
    'multiplied',
    (value, amount) => clipped(value * (1 + amount)),
    'You multiply, which changes bright pixels more than dark ones: that is contrast. Add the amount.',
  ],
  [
    'replaced',
    (_value, amount) => clipped(amount),
    'All pixels have the same value. Add the amount to the value that is there.',
  ],
  [
    'amount subtracted',
    (value, amount) => clipped(value - amount),
    'The sign is wrong: a positive amount makes the image brighter.',
  ],
];

/** A rotation that looks at another place for each pixel, or reads the place in another way. */
const turning =
  (place: Place, read = interpolated, middle = (size: number): number => (size - 1) / 2, toRadians = Math.PI / 180) =>
  (image: Image, degrees: number): Image => {
    const [cos, sin] = [Math.cos(degrees * toRadians), Math.sin(degrees * toRadians)];
    const [middleY, middleX] = [middle(image.length), middle(image[0].length)];
    return image.map((row, y) =>
      row.map((_, x) => {
        const [dy, dx] = place(y - middleY, x - middleX, cos, sin);
        return read(image, middleY + dy, middleX + dx);
      }),
    );
  };
const right: Place = (dy, dx, cos, sin) => [dx * sin + dy * cos, dx * cos - dy * sin];

const pixel = (image: Image, y: number, x: number): number[] => image[y]?.[x] ?? image[0][0].map(() => 0);
const within = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));

const rotations: [string, (image: Image, degrees: number) => Image, string][] = [
  [
    'the other way',
    (image, degrees) => rotateImage(image, -degrees),
    'The image turns the other way. Rows count downwards, so mind the signs: `dx * cos - dy * sin` and `dx * sin + dy * cos`.',
  ],
  [
    'degrees as radians',
    turning(right, interpolated, undefined, 1),
    '`Math.cos` and `Math.sin` take radians: multiply the degrees by `Math.PI / 180`.',
  ],
  [
    'around the corner',
    turning(right, interpolated, () => 0),
    'The image turns around its corner. Take distances from the middle, `dy = y - middleY` and `dx = x - middleX`, and add the middle again in the end.',
  ],
  [
    'half a pixel beside the middle',
    turning(right, interpolated, (size) => size / 2),
    'The middle is half a pixel off: between row 0 and row `height - 1` it is `(height - 1) / 2`.',
  ],
  [
    'nearest pixel',
    turning(right, (image, y, x) => pixel(image, Math.round(y), Math.round(x))),
    'You take the nearest pixel. Weigh the four around the place by how near they are.',
  ],
  [
    'rounded down',
    turning(right, (image, y, x) => pixel(image, Math.floor(y), Math.floor(x))),
    'You take the pixel above and to the left of the place. Weigh the four around it by how near they are.',
  ],
  [
    'border repeated',
    turning(right, (image, y, x) => interpolated(image, within(y, image.length), within(x, image[0].length))),
    'Where the place lies outside of the image, you repeat its border. Pixels outside count as 0.',
  ],
  [
    'weights swapped',
    turning(right, (image, y, x) => interpolated(image, 2 * Math.floor(y) + 1 - y, 2 * Math.floor(x) + 1 - x)),
    'The weights are the wrong way round: the nearer a pixel is, the more it counts. The left one has `1 - a`, the right one `a`.',
  ],
  [
    'dx and dy swapped',
    turning((dy, dx, cos, sin) => [dx * cos - dy * sin, dx * sin + dy * cos]),
    'Rows and columns are swapped: `dx * cos - dy * sin` belongs to the column, `dx * sin + dy * cos` to the row.',
  ],
  [
    'sign missing',
    turning((dy, dx, cos, sin) => [dx * sin + dy * cos, dx * cos + dy * sin]),
    'One of the two has a minus: `dx * cos - dy * sin`. Without it the image is sheared and not turned.',
  ],
  ['unchanged', (image) => image, 'The image comes back as it was.'],
];

const lacksChannels = (got: Given): boolean =>
  Array.isArray(got) && Array.isArray(got[0]) && typeof got[0][0] === 'number';

export const mistakenAugmentations: Mistake[] = [
  ...flips.map(([name, behaves, hint]): Mistake => ({ name: `flip: ${name}`, only: 'flip', behaves, hint })),
  ...crops.map(([name, behaves, hint]): Mistake => ({ name: `crop: ${name}`, only: 'crop', behaves, hint })),
  ...brightnesses.map(
    ([name, change, hint]): Mistake => ({
      name: `brightness: ${name}`,
      only: 'brightness',
      behaves: (image: Image, amount: number) =>
        image.map((row) => row.map((values) => values.map((value) => change(value, amount)))),
      hint,
    }),
  ),
  ...rotations.map(([name, behaves, hint]): Mistake => ({ name: `rotate: ${name}`, only: 'rotate', behaves, hint })),
  {
    name: 'channels lost',
    when: lacksChannels,
    hint: 'The result is an image, `[height, width, channels]`: each pixel is a list of its channels, also where there is only one.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: a pixel outside of the image has been read. It counts as 0: `image[y]?.[x]?.[c] ?? 0`.',
  },
];
