import { say } from '../languages/say';
import { sayFigure } from '../languages/say-figure';
import { UserError } from '../project';
import type { Figure } from '../visualizers/figure';
import { type Bundle, inNotebook, openOutput } from './notebook';
import { toSvg } from './svg';

/** JupyterLab draws this type with Plotly; everything else takes the SVG. */
const plotlyType = 'application/vnd.plotly.v1+json';

/** No buttons that hide the picture, and the size that the figure says, so that page and SVG look the same. */
const config = { displayModeBar: false, responsive: false, showTips: false };

/**
 * Shows a figure below the cell: interactive where the page has Plotly, else as a picture, with its sentence for readers
 * who cannot see it. Outside a notebook the sentence is printed.
 *
 * @throws UserError for anything but a figure
 * @example await show(featureMaps(maps))
 */
export async function show(figure: Figure): Promise<void> {
  if (!Array.isArray(figure?.data) || typeof figure.layout !== 'object') {
    throw new UserError('show() needs a figure, as visualizers give it: await show(featureMaps(maps)).');
  }
  if (!inNotebook()) {
    console.log(sayFigure(figure).alt);
    return;
  }
  openOutput().send(await interactive(figure));
}

/** The figure as a notebook output: Plotly's JSON, an SVG and the alternative text. */
export async function interactive(figure: Figure): Promise<Bundle> {
  const said = sayFigure(figure);
  const { data, layout, frames, alt } = said;
  const plot = { data, layout, config, ...(frames ? { frames } : {}) };
  let picture: Partial<Bundle['data']> = {};
  let text = alt;
  try {
    picture = { 'image/svg+xml': await toSvg(said) };
  } catch (error) {
    // The page can still draw the figure itself; the text says why a copy of the notebook has no picture.
    const reason = error instanceof Error ? error.message : String(error);
    text = `${alt}\n${say('(No picture: {reason})', { reason })}`;
  }
  return {
    data: { [plotlyType]: JSON.parse(JSON.stringify(plot, shortNumbers)), ...picture, 'text/plain': text },
    metadata: { 'image/svg+xml': { alt } },
  };
}

/** The figure as a picture alone, for outputs that change while a cell runs: the page's Plotly ignores changes. */
export async function still(figure: Figure): Promise<Bundle> {
  const said = sayFigure(figure);
  return {
    data: { 'image/svg+xml': await toSvg(said), 'text/plain': said.alt },
    metadata: { 'image/svg+xml': { alt: said.alt } },
  };
}

/** Seven digits are more than a screen shows, and halve the size of a notebook full of curves. */
function shortNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) && Number.isFinite(value)
    ? Number(value.toPrecision(7))
    : value;
}
