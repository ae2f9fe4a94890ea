/** Where the names of points stand, so that they do not write over each other. */
import { leastCovered, type Rectangle } from './rectangles';

export interface Labelled {
  /** middle of the point, in pixels; y grows downwards */
  x: number;
  y: number;
  radius: number;
  text: string;
}

export type LabelPlace = (typeof places)[number];

const places = [
  'top center',
  'bottom center',
  'middle right',
  'middle left',
  'top right',
  'bottom right',
  'top left',
  'bottom left',
] as const;
/** of a letter, in pixels, at the size of labels */
const letter = { width: 6.4, height: 14 };

/** For each point the first place where its text covers no point and no text before it; else the one where it covers least. */
export function labelPlaces(points: readonly Labelled[]): LabelPlace[] {
  const taken: Rectangle[] = points.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  return points.map((point) => {
    const areas = places.map((place) => rectangleOf(point, place));
    const best = leastCovered(areas, taken);
    taken.push(areas[best]);
    return places[best];
  });
}

function rectangleOf({ x, y, radius, text }: Labelled, place: LabelPlace): Rectangle {
  const [vertical, horizontal] = place.split(' ');
  const width = text.length * letter.width;
  // Beside the point only where it stands on its height; above and below, a text to the right begins at the middle.
  const aside = vertical === 'middle' ? radius + 2 : 0;
  const left = { right: x + aside, left: x - aside - width, center: x - width / 2 }[horizontal] as number;
  const top = { top: y - radius - 2 - letter.height, bottom: y + radius + 2, middle: y - letter.height / 2 }[vertical];
  return box(left, top as number, width);
}

function box(left: number, top: number, width: number): Rectangle {
  return { left, right: left + width, top, bottom: top + letter.height };
}
