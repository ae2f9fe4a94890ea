/** A rectangle on the page, in pixels; y grows downwards. */
export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The area that two rectangles share, in square pixels. */
function overlap(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, across) * Math.max(0, down);
}

/** Of the places where something may stand, the index of the first that covers the least of what is there. */
export function leastCovered(places: readonly Rectangle[], taken: readonly Rectangle[]): number {
  const covered = places.map((place) => taken.reduce((sum, other) => sum + overlap(place, other), 0));
  return covered.indexOf(Math.min(...covered));
}
