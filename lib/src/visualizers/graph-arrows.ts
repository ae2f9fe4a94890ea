import { colours } from './colours';
import type { Trace } from './figure';
import type { Point } from './graph-boxes';

/** Lines through the points that an edge passes, with an arrow at the end. */
export function graphArrows(lines: Point[][]): Trace {
  const lifted = lines.flatMap((line): (Point | { x: null; y: null })[] => [...line, { x: null, y: null }]);
  const heads = lines.flatMap((line) => [...line.slice(1).map(() => 0), 10, 0]);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: 'edges',
    x: lifted.map(({ x }) => x),
    y: lifted.map(({ y }) => y),
    line: { color: colours.ink, width: 1.5 },
    marker: { symbol: 'arrow', angleref: 'previous', size: heads, color: colours.ink, opacity: 1, line: { width: 0 } },
    hoverinfo: 'skip',
  };
}
