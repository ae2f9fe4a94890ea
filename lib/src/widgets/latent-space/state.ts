import type { Image } from '../../maths';
import { decoded, type PackedDecoder } from './decoder';

export type Point = [z1: number, z2: number];

/** What the notebook hands over. */
export interface LatentSpaceGiven {
  title?: string;
  decoder: PackedDecoder;
  /** where encoded images lie, rounded */
  points: Point[];
  /** the class of each, a place in `classNames` */
  labels: number[];
  classNames: string[];
  from: Point;
  to: Point;
}

export interface LatentSpaceState {
  /** what is decoded */
  z: Point;
  from: Point;
  to: Point;
  /** how far the walk has come, 0 … 1 */
  share: number;
  walking: boolean;
  /** which class is drawn, a name; 'all' for all of them */
  shown: string;
  /** what a finger holds */
  held: 'z' | 'from' | 'to';
}

export const allClasses = 'all';

export const initialState = ({ from, to }: LatentSpaceGiven): LatentSpaceState => ({
  z: from,
  from,
  to,
  share: 0,
  walking: false,
  shown: allClasses,
  held: 'z',
});

/** The square of the plane that is drawn reaches so far from 0 along both axes: all points lie in it. */
export const reachOf = ({ points, from, to }: LatentSpaceGiven): number =>
  Math.ceil(2 * [...points, from, to].flat().reduce((most, z) => Math.max(most, Math.abs(z)), 1)) / 2;

/** At another point, within the square; a walk ends. */
export function movedTo(state: LatentSpaceState, [z1, z2]: Point, reach: number): LatentSpaceState {
  const within = (z: number) => Math.min(reach, Math.max(-reach, Math.round(z * 100) / 100));
  return { ...state, z: [within(z1), within(z2)], walking: false };
}

/** A finger comes down: it takes hold of the ring, or of an end of the walk if that is near and the ring is not. */
export function touched(state: LatentSpaceState, at: Point, near: number): LatentSpaceState {
  const close = (name: 'z' | 'from' | 'to') => Math.hypot(at[0] - state[name][0], at[1] - state[name][1]) < near;
  return { ...state, held: (['z', 'from', 'to'] as const).find(close) ?? 'z' };
}

/** What is held follows the finger; the image is that of the place. */
export function dragged(state: LatentSpaceState, at: Point, reach: number): LatentSpaceState {
  const moved = movedTo(state, at, reach);
  return state.held === 'z' ? moved : withEnd(moved, state.held);
}

export const between = (from: Point, to: Point, share: number): Point => [
  from[0] + share * (to[0] - from[0]),
  from[1] + share * (to[1] - from[1]),
];

/** On the straight way between the two ends. */
export function walkedTo(state: LatentSpaceState, share: number): LatentSpaceState {
  const within = Math.min(1, Math.max(0, share));
  return { ...state, share: within, z: between(state.from, state.to, within), walking: false };
}

/** The walk begins, or ends, where the reader is. */
export const withEnd = (state: LatentSpaceState, end: 'from' | 'to'): LatentSpaceState => ({
  ...state,
  [end]: state.z,
  share: end === 'from' ? 0 : 1,
  walking: false,
});

/** From the beginning, if it had come to its end. */
export function walked(state: LatentSpaceState): LatentSpaceState {
  if (state.walking) return { ...state, walking: false };
  return { ...walkedTo(state, state.share >= 1 ? 0 : state.share), walking: true };
}

const secondsOfWalk = 5;

export function advanced(state: LatentSpaceState, seconds: number): LatentSpaceState | undefined {
  if (!state.walking) return undefined;
  const next = walkedTo(state, state.share + seconds / secondsOfWalk);
  return { ...next, walking: next.share < 1 };
}

/** The encoded image that lies nearest to the point, and how far. */
export function nearest({ z }: LatentSpaceState, { points, labels, classNames }: LatentSpaceGiven) {
  let [index, distance] = [0, Number.POSITIVE_INFINITY];
  points.forEach((point, i) => {
    const far = Math.hypot(point[0] - z[0], point[1] - z[1]);
    if (far < distance) [index, distance] = [i, far];
  });
  return { className: classNames[labels[index]], distance };
}

export const stopsOnWalk = 9;

let lastWalk: { key: string; decoder: PackedDecoder; images: Image[] } | undefined;

/** The images of nine points on the way, both ends among them; those asked for last are kept. */
export function walkImages({ from, to }: LatentSpaceState, { decoder }: LatentSpaceGiven): Image[] {
  const key = [...from, ...to].join(' ');
  if (lastWalk?.key !== key || lastWalk.decoder !== decoder) {
    const shares = Array.from({ length: stopsOnWalk }, (_, i) => i / (stopsOnWalk - 1));
    lastWalk = { key, decoder, images: shares.map((share) => decoded(decoder, between(from, to, share))) };
  }
  return lastWalk.images;
}

let lastImage: { key: string; decoder: PackedDecoder; image: Image } | undefined;

/** What the decoder makes of the point; that asked for last is kept. */
export function imageHere({ z }: LatentSpaceState, { decoder }: LatentSpaceGiven): Image {
  const key = z.join(' ');
  if (lastImage?.key !== key || lastImage.decoder !== decoder) lastImage = { key, decoder, image: decoded(decoder, z) };
  return lastImage.image;
}
