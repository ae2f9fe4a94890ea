import type { BlockGraph, BlockNode } from './block-graph';
import { boxLines } from './block-words';
import type { Point } from './graph-boxes';
import { layeredLayout, type Place } from './layered-layout';

export const sizes = {
  /** widest figure, and a box, in pixels */
  width: 780,
  box: { widest: 150, narrowest: 96 },
  line: 15,
  /** above and below the lines of a box */
  inside: 6,
  gap: { across: 20, down: 30 },
};

/** Where a box stands, in pixels. */
export interface BlockBox {
  node: BlockNode;
  lines: string[];
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface PlacedBlock {
  boxes: BlockBox[];
  /** the points that each edge passes, from the bottom of one box to the top of another */
  lines: Point[][];
  width: number;
  height: number;
}

/** From the top down; branches side by side. Undefined if the edges make a circle. */
export function placeBlock({ nodes, edges }: BlockGraph): PlacedBlock | undefined {
  const layout = layeredLayout(
    nodes.map(({ id }) => id),
    edges,
  );
  if (!layout) return undefined;
  const { box, gap, line, inside } = sizes;
  const widest = Math.floor(sizes.width / layout.height) - gap.across;
  const boxWidth = Math.max(box.narrowest, Math.min(box.widest, widest));
  const width = Math.ceil(Math.max(layout.height * (boxWidth + gap.across), 420));
  const start = (width - layout.height * (boxWidth + gap.across)) / 2;
  const placed = nodes.map((node) => ({ node, lines: boxLines(node), place: layout.places.get(node.id) as Place }));
  const heights = Array.from({ length: layout.columns }, (_, row) => {
    const counts = placed.filter(({ place }) => place.column === row).map(({ lines }) => lines.length);
    return Math.max(1, ...counts) * line + 2 * inside;
  });
  const tops = heights.map((_, row) => heights.slice(0, row).reduce((sum, one) => sum + one + gap.down, 4));
  const across = (place: Place) => start + place.y * (boxWidth + gap.across);
  const boxes = placed.map(({ node, lines, place }): BlockBox => {
    const x = across(place);
    const height = lines.length * line + 2 * inside;
    const top = tops[place.column] + (heights[place.column] - height) / 2;
    return { node, lines, left: x - boxWidth / 2, right: x + boxWidth / 2, top, bottom: top + height };
  });
  const byId = new Map(boxes.map((one) => [one.node.id, one]));
  const middle = ({ left, right }: BlockBox) => (left + right) / 2;
  const lines = edges.map(({ from, to }, index) => {
    const [before, after] = [byId.get(from) as BlockBox, byId.get(to) as BlockBox];
    // Straight down beside the boxes of a row that it passes.
    const between = layout.routes[index].slice(1, -1).flatMap((place) => {
      const x = across(place);
      return [tops[place.column], tops[place.column] + heights[place.column]].map((y) => ({ x, y }));
    });
    return [{ x: middle(before), y: before.bottom }, ...between, { x: middle(after), y: after.top - 1 }];
  });
  return { boxes, lines, width, height: tops[tops.length - 1] + heights[heights.length - 1] + 4 };
}
