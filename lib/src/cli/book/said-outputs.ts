/** Figures and instruments of an English chapter for readers of another language: nothing is executed again. */
import { interactive } from '../../display/show';
import { widgetSaid } from '../../display/widget';
import { inLanguage } from '../../languages/say';
import { sayFigure } from '../../languages/say-figure';
import type { Figure } from '../../visualizers/figure';
import { codeCells, type Notebook } from '../notebook/find';

const plotly = 'application/vnd.plotly.v1+json';

interface Output {
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

/**
 * The notebook with its figures and instruments in a language. What a cell prints stays as it was printed, and so does a figure without a
 * translation.
 */
export async function saidIn(language: string, notebook: Notebook): Promise<Notebook> {
  await inLanguage(language, async () => {
    for (const cell of codeCells(notebook)) {
      const said: unknown[] = [];
      for (const output of cell.outputs ?? []) said.push(await sayOutput(output as Output));
      cell.outputs = said;
    }
  });
  return notebook;
}

async function sayOutput(output: Output): Promise<Output> {
  const html = textOf(output.data?.['text/html']);
  const instrument = html === undefined ? undefined : widgetSaid(html);
  if (instrument)
    return { ...output, data: { ...output.data, 'text/html': instrument.markup, 'text/plain': instrument.text } };
  const alt = (output.metadata?.['image/svg+xml'] as { alt?: string } | undefined)?.alt;
  const plot = output.data?.[plotly] as Omit<Figure, 'alt'> | undefined;
  return plot && alt !== undefined ? { ...output, ...(await sayPlot({ ...plot, alt }, output)) } : output;
}

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
