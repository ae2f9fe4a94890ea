/** An output of an English notebook for a reader of another language: what it shows is in it, so nothing is executed again. */
import { sayFigure } from '../languages/say-figure';
import { sayMade } from '../languages/say-made';
import { sayPrinted } from '../languages/say-printed';
import { sayTable } from '../languages/say-table';
import type { Figure } from '../visualizers/figure';
import { interactive } from './show';
import { sourceSaid } from './source';
import { plainText, readTable, tableMarkup } from './table-markup';
import { widgetSaid } from './widget';

const plotly = 'application/vnd.plotly.v1+json';

/** As the notebook format has it. */
export interface Output {
  /** of what is printed: 'stdout' */
  name?: string;
  text?: string | string[];
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

/** The output with its figure, instrument, table, code or printed lines in the language of the work; what has no translation stays as it is. */
export async function outputSaid(output: Output): Promise<Output> {
  const printed = output.name === 'stdout' ? textOf(output.text) : undefined;
  if (printed !== undefined) return { ...output, text: sayPrinted(printed, sayMessage) };
  const html = textOf(output.data?.['text/html']);
  const instrument = html === undefined ? undefined : widgetSaid(html);
  if (instrument)
    return { ...output, data: { ...output.data, 'text/html': instrument.markup, 'text/plain': instrument.text } };
  const code = html === undefined ? undefined : sourceSaid(html);
  if (code) return { ...output, data: { ...output.data, 'text/html': code } };
  const table = html === undefined ? undefined : readTable(html);
  if (table) {
    const said = sayTable(table);
    return { ...output, data: { ...output.data, 'text/html': tableMarkup(said), 'text/plain': plainText(said) } };
  }
  const alt = (output.metadata?.['image/svg+xml'] as { alt?: string } | undefined)?.alt;
  const plot = output.data?.[plotly] as Omit<Figure, 'alt'> | undefined;
  return plot && alt !== undefined ? { ...output, ...(await sayPlot({ ...plot, alt }, output)) } : output;
}

/** A cell may print the message of an error, which in a kernel was said when it was thrown: whole sentences, unlike most lines of a student's own. */
const sayMessage = (line: string): string => line.replace(/\S.*[.!?]\)?$/, sayMade);

/** Its picture is drawn again; but what a figure in three dimensions shows without Plotly is not in the output, and stays. */
async function sayPlot(figure: Figure, { data, metadata }: Output): Promise<Output> {
  const said = sayFigure(figure);
  if (JSON.stringify(said) === JSON.stringify(figure)) return {};
  if (!hasSpace(figure)) return interactive(said);
  const { alt, ...plot } = said;
  return {
    data: { ...data, [plotly]: plot, 'text/plain': alt },
    metadata: { ...metadata, 'image/svg+xml': { alt } },
  };
}

const hasSpace = ({ layout }: Figure): boolean => Object.keys(layout).some((key) => /^scene\d*$/.test(key));

/** The notebook format has texts as one string or as lines. */
function textOf(text: unknown): string | undefined {
  return Array.isArray(text) ? text.join('') : (text as string | undefined);
}
