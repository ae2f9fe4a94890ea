import type { ComponentChild } from 'preact';
import { say } from '../../languages/texts';
import { type SurfaceName, surfaces } from '../../maths';
import { colours } from '../../visualizers/colours';
import { arrows } from '../shell/arrows';
import { type Gaze, projector } from '../shell/projection';
import type { Panel, Update } from '../shell/widget';
import { footprintBetween, footprints, patches, reliefOf, stretches } from './relief';
import { colourOf, type Run, wayUntil } from './runs';
import { dragged, looking, type RaceState } from './state';
import { relief as texts } from './texts';

/** The same surface in three dimensions, to be turned; what it hides of the ways is faint. */
export function reliefPanel(state: RaceState, update: Update<RaceState>, runs: Run[]): Panel {
  const { surface, gaze, at } = state;
  const { space, heightAt } = reliefOf(surface);
  const { width, height } = space;
  const { minimum, name } = surfaces[surface];
  const project = projector(gaze, space);
  const place = ([x, y]: readonly [number, number]) => project(x, y, heightAt(x, y));
  const start = place(state.start);
  const star = minimum && place(minimum);
  return {
    id: 'relief',
    title: say(texts.title),
    label: texts.label(name),
    keys: say(texts.keys),
    grips: [],
    width,
    height,
    marks: (
      <svg width={width} height={height} overflow="hidden" aria-hidden="true">
        {ground(surface, gaze)}
        {star && (
          <text x={star.x} y={star.y + 5} text-anchor="middle" fill="#FFFFFF">
            ★
          </text>
        )}
        {runs.map(({ rule, run }) => {
          const way = wayUntil(footprints(run, surface, gaze), at, footprintBetween);
          const head = way.filter((point) => point !== undefined).at(-1);
          return (
            <g key={rule} stroke={colourOf(rule)} fill="none" stroke-linejoin="round">
              {stretches(way).map(({ hidden, line }, k) => (
                <g key={String(k)} opacity={hidden ? 0.25 : 1}>
                  <polyline points={line} stroke="#FFFFFF" stroke-width="4" opacity="0.6" />
                  <polyline points={line} stroke-width="2.5" />
                </g>
              ))}
              {head && (
                <circle
                  cx={head.x}
                  cy={head.y}
                  r="5"
                  fill={colourOf(rule)}
                  stroke="#FFFFFF"
                  opacity={head.hidden ? 0.35 : 1}
                />
              )}
            </g>
          );
        })}
        <circle cx={start.x} cy={start.y} r="8" fill="none" stroke="#222222" stroke-width="6" />
        <circle cx={start.x} cy={start.y} r="8" fill="none" stroke={colours.yellow} stroke-width="3" />
      </svg>
    ),
    onDrag: (to, phase) => update((now) => dragged(now, to, phase)),
    onKey: (key) => {
      const move = arrows[key];
      if (!move) return false;
      const [below, right] = move;
      update((now) => looking(now, 10 * right, 5 * below));
      return true;
    },
  };
}

let drawn: { of: string; picture: ComponentChild } | undefined;

/** The surface alone. While nobody turns it, every frame has the same picture, which the page then leaves as it is. */
function ground(surface: SurfaceName, gaze: Gaze): ComponentChild {
  const of = JSON.stringify([surface, gaze]);
  if (drawn?.of !== of) {
    const picture = (
      <g stroke="#FFFFFF" stroke-opacity="0.15" stroke-width="0.6" stroke-linejoin="round">
        {patches(reliefOf(surface), gaze).map(({ colour, path }, k) => (
          <path key={String(k)} d={path} fill={colour} />
        ))}
      </g>
    );
    drawn = { of, picture };
  }
  return drawn.picture;
}
