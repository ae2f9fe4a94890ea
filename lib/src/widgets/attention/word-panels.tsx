import { say } from '../../languages/texts';
import { colours } from '../../visualizers/colours';
import { scaleColour } from '../../visualizers/raster';
import { arrows } from '../shell/arrows';
import type { Panel, Place, Update } from '../shell/widget';
import { inWords, percent } from './numbers';
import { type AttentionGiven, type AttentionState, allWeights, looked, walked } from './state';
import { texts } from './texts';

const row = 26;
const gap = 150;
const bar = 90;
const cell = 26;
/** room for the title above */
const narrowest = 210;

const roomFor = (words: readonly string[]): number => 8 * Math.max(...words.map(({ length }) => length)) + 16;

/** Lines from the word that looks to those it looks at, and all weights as a map. */
export function wordPanels(
  state: AttentionState,
  update: Update<AttentionState>,
  given: AttentionGiven,
  weights: number[],
): Panel[] {
  return [linesPanel(state, update, given, weights), mapPanel(state, update, given)];
}

/** Up and down go from word to word. */
const byKeys = (update: Update<AttentionState>, given: AttentionGiven) => (key: string) => {
  const move = arrows[key];
  if (!move || move[0] === 0) return false;
  update((now) => walked(now, move[0], 0, given));
  return true;
};

function linesPanel(
  state: AttentionState,
  update: Update<AttentionState>,
  given: AttentionGiven,
  weights: number[],
): Panel {
  const { from, to } = given;
  const [left, right] = [roomFor(from), roomFor(to)];
  const y = (index: number) => (index + 0.5) * row;
  const look = (place: Place) => update((now) => looked(now, Math.floor(place.y / row), given));
  const text = { 'font-size': 13, fill: colours.ink, 'dominant-baseline': 'central' } as const;
  return {
    id: 'lines',
    title: say(texts.linesTitle),
    label: texts.linesLabel(from[state.at], inWords(weights, to, 3)),
    keys: say(texts.linesKeys),
    width: left + gap + right + bar,
    height: row * Math.max(from.length, to.length),
    marks: (
      <>
        {to.map((_, key) => (
          <line
            key={key}
            {...{ x1: left, y1: y(state.at), x2: left + gap, y2: y(key) }}
            stroke={colours.output}
            stroke-width={1 + 9 * weights[key]}
            stroke-opacity={Math.min(1, 0.15 + weights[key])}
          />
        ))}
        {from.map((word, query) => (
          <text
            key={query}
            {...text}
            x={left - 8}
            y={y(query)}
            text-anchor="end"
            font-weight={query === state.at ? 'bold' : 'normal'}
            text-decoration={query === state.at ? 'underline' : undefined}
          >
            {word}
          </text>
        ))}
        {to.map((word, key) => (
          <g key={key}>
            <text {...text} x={left + gap + 8} y={y(key)}>
              {word}
            </text>
            <rect
              {...{ x: left + gap + right, y: y(key) - 8, width: (bar - 44) * weights[key], height: 16 }}
              fill={colours.output}
            />
            <text {...text} x={left + gap + right + bar} y={y(key)} text-anchor="end" font-size="12">
              {percent(weights[key])}
            </text>
          </g>
        ))}
      </>
    ),
    onPress: look,
    onHover: (place) => {
      if (place) look(place);
    },
    onKey: byKeys(update, given),
  };
}

function mapPanel(state: AttentionState, update: Update<AttentionState>, given: AttentionGiven): Panel {
  const { from, to } = given;
  const [left, top] = [roomFor(from), 0.72 * roomFor(to) + 6];
  const look = (place: Place) => update((now) => looked(now, Math.floor((place.y - top) / cell), given));
  const text = { 'font-size': 12, fill: colours.ink } as const;
  return {
    id: 'map',
    title: say(texts.mapTitle),
    label: texts.mapLabel(from.length, to.length),
    keys: say(texts.mapKeys),
    width: Math.max(narrowest, left + cell * to.length + 0.72 * roomFor(to)),
    height: top + cell * from.length,
    marks: (
      <>
        {to.map((word, key) => {
          const [x, y] = [left + (key + 0.5) * cell, top - 6];
          return (
            <text key={key} {...text} x={x} y={y} transform={`rotate(-45 ${x} ${y})`}>
              {word}
            </text>
          );
        })}
        {allWeights(state, given).map((weights, query) => (
          <g key={query}>
            <text {...text} x={left - 8} y={top + (query + 0.5) * cell} text-anchor="end" dominant-baseline="central">
              {from[query]}
            </text>
            {weights.map((weight, key) => (
              <rect
                key={key}
                {...{ x: left + key * cell, y: top + query * cell, width: cell - 1, height: cell - 1 }}
                fill={`rgb(${scaleColour('value', weight).join(',')})`}
              />
            ))}
          </g>
        ))}
        <rect
          {...{ x: left - 1, y: top + state.at * cell - 1, width: cell * to.length + 1, height: cell + 1 }}
          fill="none"
          stroke={colours.output}
          stroke-width="2.5"
        />
      </>
    ),
    onPress: look,
    onHover: (place) => {
      if (place) look(place);
    },
    onKey: byKeys(update, given),
  };
}
