import { UserError } from '../project';
import type { Figure } from '../visualizers/figure';
import { browserWindow, type PlotlyWindow } from './plotly-window';

/**
 * A figure as an SVG document: what Plotly would draw in a page, drawn here. It goes into notebooks beside the
 * interactive figure, into pages made by nbconvert, and under test.
 *
 * An animated figure gives the picture that is seen before anything is played, without its buttons and slider; one in three
 * dimensions gives its `still`. The same
 * figure always gives the same bytes.
 *
 * @throws UserError when the drawing library cannot be loaded, or when Plotly cannot draw the figure
 */
export async function toSvg(figure: Figure): Promise<string> {
  if (figure.still) return toSvg({ ...figure.still, alt: figure.alt });
  const { width, height } = figure.layout;
  if (!(width > 0 && height > 0)) throw new UserError('A figure needs layout.width and layout.height, in pixels.');
  const window = await browserWindow();
  const { updatemenus: _buttons, sliders: _sliders, ...layout } = figure.layout;
  const text = JSON.stringify({ data: figure.data, layout });
  const drawing = turn.then(() => draw(window, text, width, height));
  turn = drawing.then(
    () => undefined,
    () => undefined,
  );
  return described(await drawing, figure.alt);
}

/** Figures are drawn one after the other: they share one window, and its seeded random numbers. */
let turn: Promise<void> = Promise.resolve();

async function draw(window: PlotlyWindow, figure: string, width: number, height: number): Promise<string> {
  // Plotly names its clip paths at random, and a page may hold many figures: so the names are a hash of the figure.
  window.Math.random = randomFrom(hash(figure));
  try {
    // Parsed inside the window, so that Plotly meets objects of its own realm.
    const uri = await window.Plotly.toImage(window.JSON.parse(figure), { format: 'svg', width, height });
    return decodeURIComponent(uri.replace(/^data:image\/svg\+xml,/, ''));
  } catch (error) {
    throw new UserError(
      `Plotly could not draw this figure: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

/** Tells screen readers what the picture shows. */
function described(svg: string, alt: string): string {
  return svg.replace('<svg ', `<svg role="img" aria-label="${escapeAttribute(alt)}" `);
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Mulberry32 (Tommy Ettinger, public domain): enough for names. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
