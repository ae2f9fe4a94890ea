import { type Box, iou, nms } from '../../maths';

/** What the notebook hands over: boxes in an image of 360 × 260 pixels, with scores from 0 to 1. */
export interface BoxesGiven {
  title?: string;
  boxes: { box: Box; score: number }[];
  iouThreshold: number;
}

export interface BoxesState {
  boxes: { box: Box; score: number }[];
  iouThreshold: number;
  /** the box that is moved */
  selected: number;
  /** what the pointer holds: the middle of the box, or its lower right corner, and how far from it the pointer is */
  grip?: { part: 'box' | 'corner'; dx: number; dy: number };
}

export const room = { width: 360, height: 260 };
const smallest = 12;

export const initialState = ({ boxes, iouThreshold }: BoxesGiven): BoxesState => ({
  boxes,
  iouThreshold,
  selected: 0,
});

/** The numbers of the boxes that suppression keeps, best first, by the `nms` of the course. */
export const kept = ({ boxes, iouThreshold }: BoxesState): number[] =>
  nms(
    boxes.map(({ box }) => box),
    boxes.map(({ score }) => score),
    iouThreshold,
  );

/** The IoU of the selected box with each of the others, largest first. */
export function overlaps({ boxes, selected }: BoxesState): { index: number; iou: number }[] {
  return boxes
    .map(({ box }, index) => ({ index, iou: iou(boxes[selected].box, box) }))
    .filter(({ index }) => index !== selected)
    .sort((a, b) => b.iou - a.iou);
}

/** The selected box at another place, or with another size; it stays inside of the image. */
export function withBox(state: BoxesState, [left, top, right, bottom]: Box): BoxesState {
  const width = Math.min(room.width, Math.max(smallest, right - left));
  const height = Math.min(room.height, Math.max(smallest, bottom - top));
  const x = Math.min(room.width - width, Math.max(0, left));
  const y = Math.min(room.height - height, Math.max(0, top));
  const boxes = state.boxes.map((one, i) =>
    i === state.selected ? { ...one, box: [x, y, x + width, y + height] as Box } : one,
  );
  return { ...state, boxes };
}

export function moved(state: BoxesState, dx: number, dy: number): BoxesState {
  const [left, top, right, bottom] = state.boxes[state.selected].box;
  return withBox(state, [left + dx, top + dy, right + dx, bottom + dy]);
}

export function resized(state: BoxesState, dx: number, dy: number): BoxesState {
  const [left, top, right, bottom] = state.boxes[state.selected].box;
  return withBox(state, [
    left,
    top,
    Math.min(room.width, Math.max(left + smallest, right + dx)),
    Math.min(room.height, Math.max(top + smallest, bottom + dy)),
  ]);
}

/** How near to a corner a pointer takes hold of it: a finger is wide, but the middle of a small box is for moving it. */
const reachOf = ([left, top, right, bottom]: Box): number =>
  Math.min(20, Math.max(6, Math.min(right - left, bottom - top) / 3));

/** Takes hold of a box under the pointer: the selected one's corner first, then the smallest box that the place lies in. */
export function grabbed(state: BoxesState, x: number, y: number): BoxesState {
  const [, , right, bottom] = state.boxes[state.selected].box;
  if (Math.hypot(right - x, bottom - y) <= reachOf(state.boxes[state.selected].box)) {
    return { ...state, grip: { part: 'corner', dx: right - x, dy: bottom - y } };
  }
  const area = ([left, top, r, b]: Box) => (r - left) * (b - top);
  const [hit] = state.boxes
    .map(({ box }, index) => ({ box, index }))
    .filter(({ box: [left, top, r, b] }) => x >= left && x <= r && y >= top && y <= b)
    .sort((a, b) => area(a.box) - area(b.box));
  if (!hit) return { ...state, grip: undefined };
  return { ...state, selected: hit.index, grip: { part: 'box', dx: hit.box[0] - x, dy: hit.box[1] - y } };
}

/** The pointer has moved on with what it holds. */
export function dragged(state: BoxesState, x: number, y: number): BoxesState {
  const { grip } = state;
  if (!grip) return state;
  const [left, top, right, bottom] = state.boxes[state.selected].box;
  if (grip.part === 'corner') return resized(state, x + grip.dx - right, y + grip.dy - bottom);
  return moved(state, x + grip.dx - left, y + grip.dy - top);
}
