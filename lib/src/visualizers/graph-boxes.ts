import type { GraphNode } from './graph-data';
import type { LayeredLayout, Place } from './layered-layout';

export interface GraphSizes {
  width: number;
  column: { widest: number; narrowest: number };
  rowHeight: number;
  step: number;
  box: { height: number; circle: number };
  gap: number;
}

export const sizes: GraphSizes = {
  /** widest figure, in pixels; with more columns than fit, the graph goes from the top down */
  width: 790,
  column: { widest: 128, narrowest: 100 },
  rowHeight: 74,
  /** from one row to the next where the graph goes down: room for the arrows in between */
  step: 92,
  box: { height: 54, circle: 15 },
  /** between boxes that stand side by side */
  gap: 30,
};

/** Where one number stands, in pixels. */
export interface Box {
  node: GraphNode;
  left: number;
  right: number;
  /** the middle */
  y: number;
}

export interface Point {
  x: number;
  y: number;
}

/** A graph on a ground of `width` × `height` pixels. */
export interface PlacedGraph {
  boxes: Box[];
  /** the points that each edge goes through, from box to circle */
  lines: Point[][];
  isDown: boolean;
  width: number;
  height: number;
  boxWidth: number;
}

/** From the left to the right, or from the top down where that is too wide. */
export function placeGraph(
  nodes: readonly GraphNode[],
  edges: readonly { from: string; to: string }[],
  { places, routes, columns, height }: LayeredLayout,
  look: GraphSizes = sizes,
): PlacedGraph {
  const { column, rowHeight, step, gap, box } = look;
  const isDown = columns * column.narrowest > look.width && height < columns;
  const across = isDown ? height : columns;
  const pitch = Math.max(column.narrowest, Math.min(column.widest, Math.floor(look.width / across)));
  const width = Math.max(Math.ceil(across * pitch), 560);
  const left = (width - across * pitch) / 2;
  const middle = (place: Place): Point =>
    isDown
      ? { x: left + place.y * pitch, y: (place.column + 0.5) * step }
      : { x: left + (place.column + 0.5) * pitch, y: place.y * rowHeight };
  const boxWidth = pitch - gap - box.circle;
  const boxes = nodes.map((node): Box => {
    const { x, y } = middle(places.get(node.id) as Place);
    // the circle stands on the left edge, so that box and circle together are in the middle
    const start = x - (pitch - gap) / 2 + box.circle;
    return { node, left: start, right: start + boxWidth, y };
  });
  const byId = new Map(boxes.map((one) => [one.node.id, one]));
  const lines = edges.map(({ from, to }, index) => {
    const [start, end] = [byId.get(from) as Box, byId.get(to) as Box];
    const between = routes[index].slice(1, -1).map(middle);
    return isDown
      ? [lowerEdge(start, box.height), ...between, { x: end.left, y: end.y - box.circle - 1 }]
      : [{ x: start.right, y: start.y }, ...between, { x: end.left - box.circle - 1, y: end.y }];
  });
  return { boxes, lines, isDown, width, height: Math.round(isDown ? columns * step : height * rowHeight), boxWidth };
}

function lowerEdge({ left, right, y }: Box, height: number): Point {
  return { x: (left + right) / 2, y: y + height / 2 };
}
