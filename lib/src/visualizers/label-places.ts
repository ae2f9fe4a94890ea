/** Where the names of points stand, so that they do not write over each other. */

export interface Labelled {
  /** middle of the point, in pixels; y grows downwards */
  x: number;
  y: number;
  radius: number;
  text: string;
}

export type LabelPlace = 'top center' | 'bottom center' | 'middle right' | 'middle left';

interface Rectangle {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const places: readonly LabelPlace[] = ['top center', 'bottom center', 'middle right', 'middle left'];
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
    const covered = places.map((place) => {
      const own = rectangleOf(point, place);
      return taken.reduce((sum, other) => sum + overlap(own, other), 0);
    });
    const best = places[covered.indexOf(Math.min(...covered))];
    taken.push(rectangleOf(point, best));
    return best;
  });
}

function rectangleOf({ x, y, radius, text }: Labelled, place: LabelPlace): Rectangle {
  const width = text.length * letter.width;
  const { height } = letter;
  if (place === 'middle right') return box(x + radius + 2, y - height / 2, width);
  if (place === 'middle left') return box(x - radius - 2 - width, y - height / 2, width);
  return box(x - width / 2, place === 'top center' ? y - radius - 2 - height : y + radius + 2, width);
}

function box(left: number, top: number, width: number): Rectangle {
  return { left, right: left + width, top, bottom: top + letter.height };
}

function overlap(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, across) * Math.max(0, down);
}
