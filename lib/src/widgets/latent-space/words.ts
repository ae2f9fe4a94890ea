import type { LatentSpaceGiven, LatentSpaceState, Point } from './state';

/** All that the widget says, in one place. */
export const words = {
  title: 'A latent space to walk in',
  plane: 'Latent space: drag the ring, A or B',
  planeLabel: ({ points, classNames }: LatentSpaceGiven) =>
    `${points.length.toLocaleString('en')} encoded test images as points, in ${classNames.length} classes. Arrow keys move the point that is decoded.`,
  image: 'What the decoder makes of it',
  imageLabel: 'The decoded image.',
  walk: 'The walk from A to B: click where to be',
  walkLabel: 'Nine images on the straight way from A to B. Left and right arrow keys move along it.',
  first: 'z₁',
  second: 'z₂',
  share: 'On the way',
  start: 'Walk',
  stop: 'Stop',
  from: 'Put A here',
  to: 'Put B here',
  shown: 'Show',
  all: 'all classes',
  ends: { from: 'A', to: 'B' },
  percent: (share: number) => `${Math.round(100 * share)} %`,
  walking: 'Walking from A to B.',
  status: ({ z }: LatentSpaceState, near: { className: string; distance: number }) =>
    `At ${place(z)} the nearest of the test images is of the class ${near.className}, ${near.distance.toFixed(2)} away.`,
};

export const coordinate = (z: number): string => z.toFixed(2).replace(/^-(?=0\.00$)/, '');

const place = ([z1, z2]: Point): string => `(${coordinate(z1)}, ${coordinate(z2)})`;
