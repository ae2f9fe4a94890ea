import { say } from '../../languages/texts';
import type { ComputationGraph } from '../../maths';
import { colours } from '../../visualizers/colours';
import { type Box, type GraphSizes, type Point, placeGraph } from '../../visualizers/graph-boxes';
import { layeredLayout } from '../../visualizers/layered-layout';
import { short } from '../../visualizers/number-text';
import type { Panel, Update } from '../shell/widget';
import { atNode, type BackpropState, isLearnt, type Progress, progress, stepped } from './state';
import { texts } from './texts';
import { shownInWords } from './words';

/** More room between boxes than in a figure: the local derivatives stand there. */
const look: GraphSizes = {
  width: 840,
  column: { widest: 124, narrowest: 100 },
  rowHeight: 70,
  step: 92,
  box: { height: 54, circle: 13 },
  gap: 42,
};

export function picture(state: BackpropState, update: Update<BackpropState>, graph: ComputationGraph): Panel {
  const { nodes, edges } = graph;
  const layout = layeredLayout(
    nodes.map(({ id }) => id),
    edges,
  );
  if (!layout) throw new Error('A computation has no circles.');
  const { boxes, lines, width, height } = placeGraph(nodes, edges, layout, look);
  const now = progress(graph, state.step);
  const current = boxes.find(({ node }) => node.id === now.current);
  return {
    id: 'graph',
    title: say(texts.pictureTitle),
    label: texts.pictureLabel(shownInWords(graph, state.step)),
    keys: say(texts.pictureKeys),
    width,
    height: height + 4,
    leastWidth: 700,
    lookAt: current && [current.left - look.box.circle, current.right],
    marks: (
      <>
        {edges.map(({ from, to, derivative }, i) => (
          <Arrow
            key={`${from} ${to}`}
            points={lines[i]}
            used={now.current === (now.backward ? from : to)}
            backward={now.backward}
            derivative={now.gradients.has(to) ? derivative : undefined}
            isFork={edges.filter((edge) => edge.from === from).length > 1}
          />
        ))}
        {boxes.map((box) => (
          <NumberBox key={box.node.id} box={box} now={now} learnt={isLearnt(state, box.node.label)} />
        ))}
      </>
    ),
    onPress: ({ x, y }) => {
      const hit = boxes.find(
        (box) => x >= box.left - look.box.circle && x <= box.right && Math.abs(y - box.y) <= look.box.height / 2,
      );
      if (hit) update((before) => atNode(before, hit.node.id));
    },
    onKey: (key) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (by !== undefined) update((before) => stepped(before, by));
      return by !== undefined;
    },
  };
}

/** From an operand to its result; once its gradient has come that far, with the local derivative that the gradient is multiplied with. */
function Arrow(given: { points: Point[]; used: boolean; backward: boolean; derivative?: number; isFork: boolean }) {
  const { points, used, backward, derivative, isFork } = given;
  const colour = used ? (backward ? colours.output : colours.input) : colours.ink;
  const { x, y } = points[points.length - 1];
  const [from, next] = points;
  const up = next.y < from.y - 4;
  const beside = up ? 14 : -6; // on the side that the arrow turns away from, unless another arrow goes there
  const above = up ? -22 : 30;
  return (
    <>
      <polyline
        points={points.map((point) => `${point.x},${point.y}`).join(' ')}
        fill="none"
        stroke={colour}
        stroke-width={used ? 3 : 1}
      />
      <path d={`M${x - 7} ${y - 4}L${x} ${y}L${x - 7} ${y + 4}Z`} fill={colour} />
      {derivative !== undefined && (
        <text
          x={from.x + 3}
          y={from.y + (isFork ? above : beside)}
          font-size="11"
          font-weight="bold"
          fill={colours.output}
        >
          {`×${short(derivative, 2)}`}
        </text>
      )}
    </>
  );
}

/** A number: its name, its value and its gradient, as far as they are known; the circle before it is what gave it. */
function NumberBox({ box, now, learnt }: { box: Box; now: Progress; learnt: boolean }) {
  const { node, left, right, y } = box;
  const given = node.operation === null;
  const current = now.current === node.id;
  const middle = (left + right + (given ? 0 : look.box.circle)) / 2;
  const text = { x: middle, 'text-anchor': 'middle', 'font-size': 11 } as const;
  const outline = current ? (now.backward ? colours.output : colours.input) : learnt ? colours.kernel : colours.ink;
  return (
    <>
      <rect
        {...{ x: left, y: y - look.box.height / 2, width: right - left, height: look.box.height }}
        fill="transparent"
        stroke={outline}
        stroke-width={current ? 3 : learnt ? 2.5 : 1}
      />
      {!given && <Operation x={left} y={y} operation={String(node.operation)} />}
      <text {...text} y={y - 12} font-weight="bold" fill={colours.ink}>
        {node.label}
      </text>
      <text {...text} y={y + 5} font-weight="bold" fill={colours.input}>
        {now.values.has(node.id) ? `▸${short(node.value)}` : ''}
      </text>
      <text {...text} y={y + 21} font-weight="bold" fill={colours.output}>
        {now.gradients.has(node.id) ? `◂${short(node.gradient ?? 0)}` : ''}
      </text>
    </>
  );
}

function Operation({ x, y, operation }: { x: number; y: number; operation: string }) {
  return (
    <>
      <circle cx={x} cy={y} r={look.box.circle} fill="#FBF3B0" stroke={colours.ink} />
      <text
        {...{ x, y }}
        text-anchor="middle"
        dominant-baseline="central"
        font-size={operation.length > 2 ? 9 : 14}
        fill="#000000"
      >
        {operation === '^2' ? 'd²' : operation}
      </text>
    </>
  );
}
