/** Three dimensions on a flat panel, as seen from far away: parallel lines stay parallel. */

/** From where one looks, in degrees. */
export interface Gaze {
  /** around the upright axis; at 0 the y axis leads away from the reader */
  turn: number;
  /** 0: from the side; 90: from above, with x to the right and y upwards, as on a map */
  tilt: number;
}

/** What is looked at: a part of the plane, with heights above it. */
export interface Space {
  x: readonly [number, number];
  y: readonly [number, number];
  /** heights: those at the bottom and at the top */
  z: readonly [number, number];
  /** of the panel */
  width: number;
  height: number;
}

/** A place on the panel, and how far away from the reader it is (in units of half the longer side of the plane). */
export interface Seen {
  x: number;
  y: number;
  away: number;
}

/** The whole height, where half the longer side of the plane is 1. */
const tall = 0.9;

/** How steeply one looks: straight from the side a plane has no width. */
export const tilts: readonly [number, number] = [10, 90];

/**
 * Where a point of the space is seen. The plane is turned around its middle, then tilted:
 *
 *     right = u cos t − v sin t,   away = u sin t + v cos t,   up = away sin τ + h cos τ
 *
 * with u and v from the middle of the plane, h from the middle of the heights, t the turn and τ the tilt. The whole space fits into the panel, however it
 * is turned.
 */
export function projector({ turn, tilt }: Gaze, space: Space): (x: number, y: number, z: number) => Seen {
  const { u, v, h, reach } = unitsOf(space);
  const scale = Math.min(space.width / (2 * reach), space.height / Math.hypot(2 * reach, tall));
  const [t, tau] = [radians(turn), radians(tilt)];
  const [sinT, cosT, sinTau, cosTau] = [Math.sin(t), Math.cos(t), Math.sin(tau), Math.cos(tau)];
  return (x, y, z) => {
    const right = u(x) * cosT - v(y) * sinT;
    const away = u(x) * sinT + v(y) * cosT;
    const up = away * sinTau + h(z) * cosTau;
    return { x: space.width / 2 + scale * right, y: space.height / 2 - scale * up, away };
  };
}

function unitsOf({ x, y, z }: Space) {
  const middle = ([from, to]: readonly [number, number]) => (from + to) / 2;
  const half = ([from, to]: readonly [number, number]) => (to - from) / 2;
  const side = Math.max(half(x), half(y));
  return {
    side,
    u: (at: number) => (at - middle(x)) / side,
    v: (at: number) => (at - middle(y)) / side,
    h: (at: number) => (tall * (at - middle(z))) / (z[1] - z[0]),
    reach: Math.hypot(half(x), half(y)) / side,
  };
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** True if the surface stands between the reader and a point: somewhere on the way to the reader it is higher than the line of sight. */
export function isHidden(
  { turn, tilt }: Gaze,
  space: Space,
  heightAt: (x: number, y: number) => number,
  [x, y, z]: readonly [number, number, number],
): boolean {
  const steps = 24;
  const { side } = unitsOf(space);
  const t = radians(turn);
  // One unit nearer to the reader the line of sight is higher by tan τ units of height.
  const rise = (Math.tan(radians(tilt)) * (space.z[1] - space.z[0])) / tall;
  const inside = (at: number, [from, to]: readonly [number, number]) => at >= from && at <= to;
  for (let step = 1; step <= steps; step++) {
    const nearer = (2.4 * step) / steps;
    const [nextX, nextY, line] = [x - nearer * side * Math.sin(t), y - nearer * side * Math.cos(t), z + nearer * rise];
    if (line > space.z[1] || !inside(nextX, space.x) || !inside(nextY, space.y)) return false;
    if (heightAt(nextX, nextY) > line) return true;
  }
  return false;
}

/** The gaze after a drag of so many pixels. */
export const turned = ({ turn, tilt }: Gaze, right: number, down: number): Gaze => ({
  turn: (((turn + right) % 360) + 360) % 360,
  tilt: Math.min(tilts[1], Math.max(tilts[0], tilt + down)),
});
