import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { baseLayout, colours, signedScale } from './colours';
import type { Figure } from './figure';
import { short } from './number-text';
import { plotlyText } from './plotly-text';

export const defaults = {
  /** of the figure, in pixels */
  width: 760,
  /** of a letter, a line and the space between words, in pixels: the font has letters of one width */
  letter: 7.9,
  line: 26,
  space: 5,
};

/** A sentence, and how much each of its words speaks for something. */
export interface ColouredSentence {
  words: readonly string[];
  /** one for each word: above 0 speaks for it, below 0 against it */
  values: readonly number[];
  /** written above the sentence, such as `positive, 93 %` */
  caption?: string;
}

export interface TokenSaliencyOptions {
  /** what the values are about, for the legend; default: `the class` */
  about?: string;
  title?: string;
}

/**
 * Colours words by how much they matter: orange speaks for the class, blue against it, light grey does not matter. All sentences have
 * the same scale, from minus to plus the largest value.
 *
 * @param sentences such as `wordImportance` gives them
 * @throws UserError without a sentence, for different numbers of words and values, or for a value that is not finite
 * @example await show(tokenSaliency([{ ...wordImportance(model, vocabulary, text), caption: 'positive, 93 %' }]));
 */
export function tokenSaliency(sentences: readonly ColouredSentence[], options: TokenSaliencyOptions = {}): Figure {
  checkOptions(options, ['about', 'title'], 'tokenSaliency');
  const { about = 'the class', title = 'How much each word matters' } = options;
  if (!sentences?.length) throw new UserError('tokenSaliency needs at least one sentence: [{ words, values }].');
  for (const [i, { words, values }] of sentences.entries()) {
    if (!words?.length || words.length !== values?.length)
      throw new UserError(
        `tokenSaliency: sentence ${i} has ${words?.length ?? 0} words and ${values?.length ?? 0} values: give one each.`,
      );
    if (!values.every(Number.isFinite))
      throw new UserError(`tokenSaliency: sentence ${i} has a value that is not finite.`);
  }
  const largest = Math.max(...sentences.flatMap(({ values }) => values.map(Math.abs))) || 1;
  const { placed, captions, height } = place(sentences);
  const margin = { l: 20, r: 20, t: 46, b: 36 };
  const axis = { visible: false, fixedrange: true };
  return {
    data: [
      {
        type: 'scatter',
        mode: 'text',
        x: placed.map(({ left, width }) => left + width / 2),
        y: placed.map(({ top }) => top + defaults.line / 2 - 2),
        text: placed.map(({ word }) => plotlyText(word)),
        textfont: { size: 13, color: '#000000', family: 'DejaVu Sans Mono, monospace' },
        customdata: placed.map(({ value }) => short(value, 3)),
        hovertemplate: '%{text}: %{customdata}<extra></extra>',
        showlegend: false,
        cliponaxis: false,
      },
    ],
    layout: {
      ...baseLayout(title, defaults.width, height + margin.t + margin.b),
      margin,
      showlegend: false,
      dragmode: false,
      xaxis: { ...axis, range: [0, room] },
      yaxis: { ...axis, range: [height, 0] },
      shapes: placed.map(({ left, top, width, value }) => ({
        type: 'rect',
        ...{ x0: left, x1: left + width, y0: top, y1: top + defaults.line - 4 },
        fillcolor: mixed(value / largest),
        line: { width: 0 },
        layer: 'below',
      })),
      annotations: [
        ...captions.map(({ text, top }) => note(text, { x: 0, y: top + defaults.line / 2, xanchor: 'left' })),
        note(`orange: speaks for ${about} · blue: against it · hover for the number`, {
          ...{ xref: 'paper', yref: 'paper', x: 0.5, y: 0, yshift: -20, xanchor: 'center' },
        }),
      ],
    },
    alt: `${title}. ${sentences.slice(0, 8).map(describe).join(' ')}`,
  };
}

/** Of the figure's width, between its margins. */
const room = defaults.width - 40;

interface PlacedWord {
  word: string;
  value: number;
  left: number;
  top: number;
  width: number;
}

/** Sets the words on lines, in pixels from the top left. */
function place(sentences: readonly ColouredSentence[]) {
  const placed: PlacedWord[] = [];
  const captions: { text: string; top: number }[] = [];
  let top = 0;
  for (const { words, values, caption } of sentences) {
    if (caption) {
      captions.push({ text: caption, top });
      top += defaults.line;
    }
    let left = 0;
    for (const [i, word] of words.entries()) {
      const width = defaults.letter * word.length + 8;
      if (left > 0 && left + width > room) {
        left = 0;
        top += defaults.line;
      }
      placed.push({ word, value: values[i], left, top, width });
      left += width + defaults.space;
    }
    top += defaults.line + 8;
  }
  return { placed, captions, height: top };
}

/** A colour of the signed scale, for −1 … 1, but not as dark at its ends, so that black text can be read on it. */
function mixed(share: number): string {
  const [, grey] = signedScale[1];
  const [, end] = share < 0 ? signedScale[0] : signedScale[2];
  const weight = 0.75 * Math.abs(share);
  const parts = [1, 3, 5].map((from) => {
    const [a, b] = [grey, end].map((colour) => Number.parseInt(colour.slice(from, from + 2), 16));
    return Math.round(a + weight * (b - a));
  });
  return `rgb(${parts.join(',')})`;
}

function note(text: string, where: Record<string, unknown>): Record<string, unknown> {
  return { text: plotlyText(text), showarrow: false, font: { size: 12, color: colours.ink }, ...where };
}

function describe({ words, values, caption }: ColouredSentence): string {
  const ranked = words.map((word, i) => ({ word, value: values[i] })).sort((a, b) => b.value - a.value);
  const list = (some: typeof ranked) => some.map(({ word, value }) => `${word} ${short(value, 2)}`).join(', ');
  const forIt = list(ranked.slice(0, 3).filter(({ value }) => value > 0));
  const against = list(ranked.slice(-3).filter(({ value }) => value < 0));
  return `${caption ? `${caption}: ` : ''}"${words.join(' ')}": most for it ${forIt || 'none'}; most against it ${against || 'none'}.`;
}
