import { type Surface, type SurfaceName, surfaces, type Trajectory } from '../../maths';
import { scaleColour } from '../../visualizers/raster';
import { levelOf } from '../../visualizers/surface-contours';
import { type Gaze, isHidden, projector, type Space } from '../shell/projection';
import { mixed } from './runs';

/** Colours of the levels, on the map and on the relief. */
export const bands = 16;

const cells = 44; // along the longer side
const size = { width: 400, height: 314 };

/** A surface to be looked at. */
export interface Relief {
  space: Space;
  heightAt(x: number, y: number): number;
  /** 0 … 1, from the lowest to the highest level of the map, for its colour */
  shareAt(x: number, y: number): number;
}

const known = new Map<SurfaceName, Relief>();

export function reliefOf(name: SurfaceName): Relief {
  const made = known.get(name) ?? makeRelief(name);
  known.set(name, made);
  return made;
}

function makeRelief(name: SurfaceName): Relief {
  const surface = surfaces[name];
  const { value } = surface;
  const { x, y } = surface.range;
  const level = levelOf(surface);
  const height = heightOf(surface);
  const ends = (of: (value: number) => number): [number, number] => {
    const all = Array.from({ length: samples ** 2 }, (_, k) =>
      of(value(between(x, (k % samples) / (samples - 1)), between(y, Math.floor(k / samples) / (samples - 1)))),
    );
    return [Math.min(...all), Math.max(...all)];
  };
  const [low, high] = ends(level);
  return {
    space: { x, y, z: ends(height), ...size },
    heightAt: (u, v) => height(value(u, v)),
    shareAt: (u, v) => (level(value(u, v)) - low) / (high - low),
  };
}

const samples = 61;
const between = ([from, to]: readonly [number, number], share: number): number => from + share * (to - from);

/**
 * Heights are logarithmic where there is a minimum, or walls of a hundred thousand would leave a flat floor; but gentler than the levels of the map,
 * which would make a spike of each minimum: log10(f − f(minimum) + a tenth of the height of the usual start).
 */
function heightOf(surface: Surface): (value: number) => number {
  if (!surface.minimum) return (value) => value;
  const lowest = surface.value(...surface.minimum);
  const soft = 0.1 * (surface.value(...surface.start) - lowest);
  return (value) => Math.log10(Math.max(0, value - lowest) + soft);
}

/** Squares of one colour, beside each other: an SVG path. */
export interface Patch {
  colour: string;
  path: string;
}

/** The surface in squares, the far ones first, so that the near ones cover them. */
export function patches({ space, heightAt, shareAt }: Relief, gaze: Gaze): Patch[] {
  const project = projector(gaze, space);
  const [wide, deep] = [space.x[1] - space.x[0], space.y[1] - space.y[0]];
  const step = Math.max(wide, deep) / cells;
  const [columns, rows] = [Math.round(wide / step), Math.round(deep / step)];
  const corner = (c: number, r: number) => {
    const [x, y] = [between(space.x, c / columns), between(space.y, r / rows)];
    const seen = project(x, y, heightAt(x, y));
    return `${seen.x.toFixed(1)} ${seen.y.toFixed(1)}`;
  };
  const corners = Array.from({ length: columns + 1 }, (_, c) =>
    Array.from({ length: rows + 1 }, (_, r) => corner(c, r)),
  );
  const colourAt = (c: number, r: number) =>
    colourOf(shareAt(between(space.x, (c + 0.5) / columns), between(space.y, (r + 0.5) / rows)));
  const turn = (gaze.turn * Math.PI) / 180;
  const farToNear = (count: number, leadsAway: boolean) =>
    Array.from({ length: count }, (_, k) => (leadsAway ? count - 1 - k : k));
  const found: Patch[] = [];
  for (const c of farToNear(columns, Math.sin(turn) > 0)) {
    for (const r of farToNear(rows, Math.cos(turn) > 0)) {
      const path = `M${corners[c][r]}L${corners[c + 1][r]}L${corners[c + 1][r + 1]}L${corners[c][r + 1]}Z`;
      const colour = colourAt(c, r);
      const last = found.at(-1);
      if (last?.colour === colour) last.path += path;
      else found.push({ colour, path });
    }
  }
  return found;
}

const colourOf = (share: number): string => {
  const band = Math.min(bands - 1, Math.floor(share * bands));
  return `rgb(${scaleColour('value', Math.max(0, band) / (bands - 1)).join(' ')})`;
};

/** A point of a descent on the relief; undefined where it has left the part that is drawn. */
export type Footprint = { x: number; y: number; hidden: boolean } | undefined;

const walked = new WeakMap<Trajectory, { gaze: Gaze; surface: SurfaceName; footprints: Footprint[] }>();

/** Where each point of a descent is seen; kept until the descent or the gaze is another one. */
export function footprints(run: Trajectory, surface: SurfaceName, gaze: Gaze): Footprint[] {
  const last = walked.get(run);
  if (last?.gaze.turn === gaze.turn && last.gaze.tilt === gaze.tilt && last.surface === surface) return last.footprints;
  const { space, heightAt } = reliefOf(surface);
  const project = projector(gaze, space);
  const lift = 0.01 * (space.z[1] - space.z[0]);
  const found = run.points.map(([x, y]): Footprint => {
    if (x < space.x[0] || x > space.x[1] || y < space.y[0] || y > space.y[1]) return undefined;
    const z = heightAt(x, y) + lift;
    const seen = project(x, y, z);
    return { x: seen.x, y: seen.y, hidden: isHidden(gaze, space, heightAt, [x, y, z]) };
  });
  walked.set(run, { gaze, surface, footprints: found });
  return found;
}

/** A place on the line from one point to the next, as it is seen; none where one of them is outside. */
export const footprintBetween = (from: Footprint, to: Footprint, share: number): Footprint =>
  from && to && { x: mixed(from.x, to.x, share), y: mixed(from.y, to.y, share), hidden: from.hidden };

/** A stretch of a way that is seen, or is hidden, as points of an SVG line. */
export function stretches(points: readonly Footprint[]): { hidden: boolean; line: string }[] {
  const found: { hidden: boolean; line: string }[] = [];
  points.forEach((point, k) => {
    const before = points[k - 1];
    if (!point || !before) return;
    const text = (at: { x: number; y: number }) => `${at.x.toFixed(1)},${at.y.toFixed(1)}`;
    const hidden = point.hidden && before.hidden;
    const last = found.at(-1);
    const goesOn = last?.hidden === hidden && points[k - 2] !== undefined;
    if (last && goesOn) last.line += ` ${text(point)}`;
    else found.push({ hidden, line: `${text(before)} ${text(point)}` });
  });
  return found;
}
