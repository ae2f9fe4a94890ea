import { toSay } from '../../languages/english';
import { figures, say } from '../../languages/texts';
import { fixed } from '../../visualizers/number-text';
import type { LatentSpaceGiven, LatentSpaceState, Point } from './state';

/** All that the widget says, in one place. */
export const words = {
  title: toSay('A latent space to walk in'),
  plane: toSay('Latent space: drag the ring, A or B'),
  planeLabel: ({ points, classNames }: LatentSpaceGiven) =>
    say('{count} encoded test images as points, in {classes} classes.', {
      count: figures(points.length, { grouped: true }),
      classes: classNames.length,
    }),
  image: toSay('What the decoder makes of it'),
  imageLabel: toSay('The decoded image.'),
  walk: toSay('The walk from A to B: click where to be'),
  planeKeys: toSay('Arrow keys move the point that is decoded.'),
  walkLabel: toSay('Nine images on the straight way from A to B.'),
  walkKeys: toSay('Left and right arrow keys move along it.'),
  first: 'z₁',
  second: 'z₂',
  share: toSay('On the way'),
  start: toSay('Walk'),
  stop: toSay('Stop'),
  from: toSay('Put A here'),
  to: toSay('Put B here'),
  shown: toSay('Show'),
  all: toSay('all classes'),
  ends: { from: 'A', to: 'B' },
  percent: (share: number) => say('{n} %', { n: Math.round(100 * share) }),
  walking: toSay('Walking from A to B.'),
  status: ({ z }: LatentSpaceState, near: { className: string; distance: number }) =>
    say('At {place} the nearest of the test images is of the class {name}, {distance} away.', {
      place: place(z),
      name: near.className,
      distance: near.distance.toFixed(2),
    }),
};

export const coordinate = (z: number): string => fixed(z, 2);

const place = ([z1, z2]: Point): string => `(${coordinate(z1)}, ${coordinate(z2)})`;
