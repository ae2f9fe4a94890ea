import { baseLayout, colours, legendBelow, valueScale } from './colours';
import { quietAxis } from './descent-traces';
import type { Figure, Trace } from './figure';
import { rounded } from './number-text';
import { sceneOf } from './scene';

export const defaults = {
  range: { weight: [-8, 8] as [number, number], bias: [-6, 6] as [number, number] },
  width: 820,
  height: 420,
  margin: { l: 55, r: 20, t: 62, b: 84 },
};

/** One loss: its name, the way of the descent, and its values over weights and biases. */
export interface LossSide {
  name: string;
  /** weight, bias, loss */
  path: number[][];
  grid: { x: number[]; y: number[]; z: number[][] };
}

const pathLook = { name: 'gradient descent', line: { color: colours.output, width: 3 }, legendgroup: 'descent' };

/** From above: contour lines, the path, its start and end. */
export function contours({ name, path, grid }: LossSide, index: number): Trace[] {
  const on = index === 0 ? {} : { xaxis: 'x2', yaxis: 'y2' };
  const xy = { x: path.map(([w]) => rounded(w, 4)), y: path.map(([, b]) => rounded(b, 4)) };
  return [
    {
      type: 'contour',
      name,
      ...grid,
      ...on,
      contours: { coloring: 'lines' },
      colorscale: valueScale,
      ncontours: 14,
      line: { width: 1.5 },
      showscale: false,
      showlegend: false,
    },
    { type: 'scatter', mode: 'lines', ...xy, ...on, ...pathLook, showlegend: index === 0, hoverinfo: 'skip' },
    {
      type: 'scatter',
      mode: 'markers',
      name: 'start and end',
      x: [xy.x[0], xy.x.at(-1)],
      y: [xy.y[0], xy.y.at(-1)],
      ...on,
      marker: { symbol: ['x', 'circle'], size: 11, color: colours.output, line: { color: '#FFFFFF', width: 1 } },
      showlegend: index === 0,
      hoverinfo: 'skip',
    },
  ];
}

/** In three dimensions: the surface and the path on it. */
export function inSpace({ name, path, grid }: LossSide, index: number): Trace[] {
  const scene = index === 0 ? 'scene' : 'scene2';
  const [x, y, z] = [0, 1, 2].map((axis) => path.map((point) => rounded(point[axis], 4)));
  return [
    { type: 'surface', name, ...grid, scene, colorscale: valueScale, opacity: 0.85, showscale: false, hoverinfo: 'z' },
    {
      type: 'scatter3d',
      mode: 'lines+markers',
      x,
      y,
      z,
      scene,
      ...pathLook,
      line: { color: colours.output, width: 6 },
      marker: { size: 2.5, color: colours.output },
      showlegend: index === 0,
    },
  ];
}

function titles(names: string[]): object[] {
  return names.map((text, index) => ({
    text: `<b>${text}</b>`,
    x: index === 0 ? 0.23 : 0.77,
    y: 1.005,
    xref: 'paper',
    yref: 'paper',
    yanchor: 'bottom',
    showarrow: false,
  }));
}

export function flatLayout(names: string[]): Figure['layout'] {
  const { width, height, margin, range } = defaults;
  return {
    ...baseLayout('One unit, two losses', width, height),
    margin,
    xaxis: { ...quietAxis('weight w'), range: range.weight, domain: [0, 0.46] },
    yaxis: { ...quietAxis('bias b'), range: range.bias },
    xaxis2: { ...quietAxis('weight w'), range: range.weight, domain: [0.54, 1], anchor: 'y2' },
    yaxis2: { ...quietAxis(''), range: range.bias, anchor: 'x2' },
    annotations: titles(names),
    legend: legendBelow,
  };
}

export function spaceLayout(names: string[]): Figure['layout'] {
  const { width, height, margin } = defaults;
  const axes = { x: 'weight w', y: 'bias b', z: 'loss' };
  return {
    ...baseLayout('One unit, two losses', width, height),
    margin: { ...margin, l: 10, r: 10, b: 40 },
    scene: sceneOf(axes, { x: [0, 0.48], y: [0, 1] }),
    scene2: sceneOf(axes, { x: [0.52, 1], y: [0, 1] }),
    annotations: titles(names),
    legend: legendBelow,
  };
}
