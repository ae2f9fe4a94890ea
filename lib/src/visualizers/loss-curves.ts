import { activations } from '../maths/activations';
import { losses, sigmoidCrossEntropy } from '../maths/losses';
import { checkOptions } from '../maths/options';
import { baseLayout, colours } from './colours';
import { quietAxis } from './descent-traces';
import type { Figure, Trace } from './figure';
import { evenSamples, sampled } from './sampled';
import { lineOf } from './series-look';

export const defaults = {
  width: 780,
  height: 340,
  /** of the probability; the loss of a certain mistake is infinite */
  probabilities: [0.005, 1] as [number, number],
  /** of the logit z, the number before the sigmoid */
  logits: [-8, 4] as [number, number],
  samples: 240,
  margin: { l: 55, r: 20, t: 70, b: 50 },
};

const { sigmoid } = activations;

export interface LossCurvesOptions {
  title?: string;
}

/**
 * The two losses that people put on a probability p = σ(z), over the logit z. Cross-entropy is worked out from the logit itself: from
 * the probability it would be cut off where the unit is sure and wrong.
 */
export const comparedLosses: {
  name: string;
  output(z: number, y: number): number;
  slope(z: number, y: number): number;
}[] = [
  {
    name: losses.meanSquaredError.name,
    output: (z, y) => losses.meanSquaredError.output([sigmoid.output(z)], [y]),
    slope: (z, y) => losses.meanSquaredError.gradient([sigmoid.output(z)], [y])[0] * sigmoid.derivative(z),
  },
  {
    name: losses.binaryCrossEntropy.name,
    output: (z, y) => sigmoidCrossEntropy.output([z], [y]),
    slope: (z, y) => sigmoidCrossEntropy.gradient([z], [y])[0],
  },
];

/**
 * Squared error and cross-entropy of one sigmoid unit whose right answer is 1. On the left the loss over the probability p, on the
 * right its slope over the logit z, which is what the unit learns from:
 *
 *     squared error: ∂L/∂z = 2 (p − 1) · p (1 − p),   cross-entropy: ∂L/∂z = p − 1,   p = σ(z)
 *
 * @example await show(lossCurves())
 */
export function lossCurves(options: LossCurvesOptions = {}): Figure {
  checkOptions(options, ['title'], 'lossCurves');
  const { title = 'A unit that should say 1: its loss, and what it learns from' } = options;
  const { width, height, margin, samples } = defaults;
  const data = comparedLosses.flatMap(({ name, output, slope }, index): Trace[] => {
    const look = { type: 'scatter', mode: 'lines', name, line: lineOf(index), legendgroup: name };
    const overProbability = (p: number) => (p < 1 ? output(Math.log(p / (1 - p)), 1) : 0);
    const on = { showlegend: false, xaxis: 'x2', yaxis: 'y2' };
    return [
      { ...look, ...sampled(overProbability, evenSamples(defaults.probabilities, samples)) },
      { ...look, ...sampled((z) => slope(z, 1), evenSamples(defaults.logits, samples)), ...on },
    ];
  });
  return {
    data,
    layout: {
      ...baseLayout(title, width, height),
      margin,
      xaxis: { ...quietAxis('probability p'), range: [0, 1], domain: [0, 0.44] },
      yaxis: { ...quietAxis('loss'), range: [0, 5] },
      xaxis2: { ...quietAxis('logit z, p = σ(z)'), range: defaults.logits, domain: [0.56, 1], anchor: 'y2' },
      yaxis2: { ...quietAxis('slope ∂L/∂z'), range: [-1.08, 0.08], anchor: 'x2' },
      legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 1.02, yanchor: 'bottom' },
      shapes: [wrongAndSure],
      annotations: [
        {
          text: 'sure and wrong',
          x: (defaults.logits[0] - 4) / 2,
          y: -0.5,
          xref: 'x2',
          yref: 'y2',
          showarrow: false,
          font: { size: 11, color: colours.ink },
        },
      ],
    },
    alt:
      'Two panels about a sigmoid unit whose right answer is 1. Over the probability, cross-entropy rises without limit as p nears 0, ' +
      'while the squared error ends at 1. Over the logit, the slope of cross-entropy nears −1 where the unit is sure and wrong; that of ' +
      'the squared error nears 0 there.',
  };
}

/** Logits below −4: the unit gives the right answer less than 2 %. */
const wrongAndSure = {
  type: 'rect',
  xref: 'x2',
  yref: 'y2 domain',
  x0: defaults.logits[0],
  x1: -4,
  y0: 0,
  y1: 1,
  fillcolor: colours.grid,
  line: { width: 0 },
  layer: 'below',
};
