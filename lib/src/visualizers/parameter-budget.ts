import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseAxis, baseLayout, colours } from './colours';
import type { Figure, Trace } from './figure';
import { kindColours, kindOf } from './layer-blocks';
import { type LayerSummary, layerSummaries, type ModelLike } from './layer-summary';
import { asCount } from './seed-spread';

export const defaults = {
  width: 800,
  /** room for a layer, in pixels */
  rowHeight: 22,
};

export interface ParameterBudgetOptions {
  /** default: the model's name */
  title?: string;
}

/**
 * Where a network has its parameters, and where its work, as far as the layers say it: a row for each layer that has any, a bar for
 * its share of each. In many networks the two are in different places.
 *
 * @param model a TensorFlow.js model, or its layers as `layerRows(model)` gives them, which say the work too
 * @throws UserError for a model without parameters
 * @example await show(parameterBudget(layerRows(model), { title: 'VGG16' }))
 */
export function parameterBudget(
  model: ModelLike | readonly LayerSummary[],
  options: ParameterBudgetOptions = {},
): Figure {
  checkOptions(options, ['title'], 'parameterBudget');
  const layers = layerSummaries(model).filter(({ parameters, macs = 0 }) => parameters > 0 || macs > 0);
  if (!layers.length) throw new UserError('parameterBudget needs a model with parameters; this one has none.');
  const name = options.title ?? (Array.isArray(model) ? 'Parameters' : (model as ModelLike).name);
  const parameters = layers.map((layer) => layer.parameters);
  const panels = [
    { title: 'parameters', values: parameters },
    { title: 'multiply-and-adds', values: layers.map(({ macs = 0 }) => macs) },
  ].filter(({ values }) => values.some((value) => value > 0));
  const margin = { l: 16 + 7 * Math.max(...layers.map((layer) => layer.name.length)), r: 16, t: 60, b: 44 };
  const gap = 0.06;
  const width = (1 - gap * (panels.length - 1)) / panels.length;
  const layout: Figure['layout'] = {
    ...baseLayout('', defaults.width, layers.length * defaults.rowHeight + margin.t + margin.b),
    margin,
    showlegend: false,
    dragmode: false,
    bargap: 0.3,
    yaxis: {
      ...baseAxis,
      tickvals: layers.map((_, index) => index),
      ticktext: layers.map((layer) => layer.name),
      range: [layers.length - 0.5, -0.5],
      showgrid: false,
      zeroline: false,
    },
  };
  const sums = panels.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const totals = panels.map(({ title }, index) => `${asCount(sums[index])} ${title}`);
  layout.title = { ...(layout.title as object), text: `${name}: ${totals.join(', ')}` };
  const data = panels.map(({ title, values }, index): Trace => {
    const shares = values.map((value) => (sums[index] > 0 ? value / sums[index] : 0));
    const left = index * (width + gap);
    const most = Math.max(...shares);
    layout[`xaxis${index ? index + 1 : ''}`] = {
      ...baseAxis,
      title: { text: `share of the ${title}`, standoff: 6 },
      tickformat: '.0%',
      domain: [left, left + width],
      // Room for the number beside the longest bar.
      range: [0, most * 1.38],
      nticks: 5,
    };
    return {
      type: 'bar',
      orientation: 'h',
      name: title,
      x: shares,
      y: layers.map((_, row) => row),
      xaxis: `x${index ? index + 1 : ''}`,
      yaxis: 'y',
      marker: { color: layers.map((layer) => kindColours[kindOf(layer)]) },
      text: values.map((value, row) => (value ? `${asCount(value)} (${(100 * shares[row]).toFixed(1)} %)` : '–')),
      textposition: 'outside',
      textfont: { size: 10.5, color: colours.ink },
      cliponaxis: false,
      hovertext: layers.map((layer, row) => `${layer.name}, ${layer.type}<br>${asCount(values[row])} ${title}`),
      hoverinfo: 'text',
    };
  });
  return { data, layout, alt: `${name}: ${totals.join(', ')}. ${layers.map(told(panels, sums)).join('; ')}.` };
}

function told(panels: { title: string; values: number[] }[], sums: number[]) {
  return ({ name }: LayerSummary, row: number): string => {
    const parts = panels.map(({ title, values }, index) => {
      const share = sums[index] > 0 ? ((100 * values[row]) / sums[index]).toFixed(1) : '0';
      return `${asCount(values[row])} ${title} (${share} %)`;
    });
    return `${name} ${parts.join(', ')}`;
  };
}
