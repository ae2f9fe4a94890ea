/** A graph without circles, laid out in columns: every edge goes to the right. */

export interface Edge {
  from: string;
  to: string;
}

export interface LayeredLayout {
  /** by id: column from 0, and the height of the middle; neighbours in a column are at least 1 apart */
  places: Map<string, Place>;
  /** the points that each edge passes, in the order of the edges: between its ends one for each column in between */
  routes: Place[][];
  columns: number;
  /** from the top of the highest to the bottom of the lowest node */
  height: number;
}

export interface Place {
  column: number;
  y: number;
}

/** The room of a point where an edge passes through a column, as a share of that of a node. */
const passing = 0.5;
const sweeps = 12;

/**
 * Columns by the longest way to a node; what has nothing before it stands right before its first use. Edges over several columns get a
 * point in each column that they pass (K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system
 * structures", 1981). Heights are pulled to the mean of the neighbours, in sweeps from left to right and back.
 *
 * @returns undefined if the edges make a circle
 */
export function layeredLayout(ids: readonly string[], edges: readonly Edge[]): LayeredLayout | undefined {
  const column = columnsOf(ids, edges);
  if (!column) return undefined;
  const points = new Map<string, Point>(ids.map((id) => [id, newPoint(column.get(id) as number, 1)]));
  const chains = edges.map(({ from, to }, index) => {
    const chain = [points.get(from) as Point];
    for (let at = chain[0].column + 1; at < (column.get(to) as number); at++) {
      const point = newPoint(at, passing);
      points.set(`${index} passes ${at}`, point);
      chain.push(point);
    }
    chain.push(points.get(to) as Point);
    for (let i = 1; i < chain.length; i++) {
      chain[i].before.push(chain[i - 1]);
      chain[i - 1].after.push(chain[i]);
    }
    return chain;
  });
  const columns = 1 + Math.max(...column.values());
  const inColumns = Array.from({ length: columns }, (_, at) => [...points.values()].filter((one) => one.column === at));
  for (const list of inColumns) settle(list, (point) => list.indexOf(point));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const forward = sweep % 2 === 0;
    for (const list of forward ? inColumns : [...inColumns].reverse()) {
      settle(list, (point) => {
        const neighbours = forward ? point.before : point.after;
        return neighbours.length ? neighbours.reduce((sum, { y }) => sum + y, 0) / neighbours.length : point.y;
      });
    }
  }
  const top = Math.min(...[...points.values()].map(({ y, size }) => y - size / 2));
  const bottom = Math.max(...[...points.values()].map(({ y, size }) => y + size / 2));
  const placeOf = ({ column: at, y }: Point): Place => ({ column: at, y: y - top });
  return {
    places: new Map(ids.map((id) => [id, placeOf(points.get(id) as Point)])),
    routes: chains.map((chain) => chain.map(placeOf)),
    columns,
    height: bottom - top,
  };
}

interface Point extends Place {
  size: number;
  before: Point[];
  after: Point[];
}

function newPoint(column: number, size: number): Point {
  return { column, y: 0, size, before: [], after: [] };
}

/** Puts the points of a column in the order of the heights that they wish for, as near to them as their sizes allow. */
function settle(list: Point[], wish: (point: Point) => number): void {
  const wished = list.map((point) => ({ point, at: wish(point) })).sort((a, b) => a.at - b.at);
  wished.forEach(({ point, at }, index) => {
    const above = index > 0 ? wished[index - 1].point : undefined;
    point.y = above ? Math.max(at, above.y + (above.size + point.size) / 2) : at;
  });
  const shift = wished.reduce((sum, { point, at }) => sum + at - point.y, 0) / Math.max(1, list.length);
  for (const point of list) point.y += shift;
}

function columnsOf(ids: readonly string[], edges: readonly Edge[]): Map<string, number> | undefined {
  const column = new Map(ids.map((id) => [id, 0]));
  const at = (id: string) => column.get(id) as number;
  // The longest way has at most as many edges as there are other nodes: more rounds mean a circle.
  for (let round = 0; edges.some(({ from, to }) => at(to) <= at(from)); round++) {
    if (round >= ids.length) return undefined;
    for (const { from, to } of edges) column.set(to, Math.max(at(to), at(from) + 1));
  }
  const targets = new Set(edges.map(({ to }) => to));
  for (const id of ids) {
    const uses = edges.filter(({ from }) => from === id).map(({ to }) => at(to));
    if (!targets.has(id) && uses.length) column.set(id, Math.min(...uses) - 1);
  }
  return column;
}
