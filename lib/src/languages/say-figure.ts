/** The texts of a finished figure in the language of the reader: titles, names, labels of axes, sliders and buttons, hover texts, numbers. */
import { type Catalog, figureCatalogOf } from './catalog';
import { language } from './say';
import { type Marks, marksOf, sayNumbers } from './say-numbers';
import { sayBetween, sayParts } from './say-parts';
import { english } from './translations';

/** Entries of a Plotly figure that a reader reads. Names of frames are not among them: sliders and buttons call frames by their names. */
const shown = new Set([
  'alt',
  'hovertemplate',
  'hovertext',
  'label',
  'name',
  'prefix',
  'suffix',
  'text',
  'ticktext',
  'title',
]);

/** Entries with numbers, pixels and names of frames. */
const passedOver = new Set(['args', 'customdata', 'ids', 'images', 'source', 'x', 'y', 'z']);

/**
 * @param figure with `data` and `layout`, and maybe `frames`; it stays as it is
 * @returns the very figure for a reader of English, else one with translated texts; what has no translation stays English
 */
export function sayFigure<Figure extends object>(figure: Figure): Figure {
  if (language() === english.code) return figure;
  const catalog = figureCatalogOf(language());
  const marks = marksOf(language());
  const numbers = (text: string): string => ('numbersAreNames' in figure ? text : sayNumbers(text, marks));
  const said = new Map<string, string>();
  const text = (original: string): string => {
    let found = said.get(original);
    if (found === undefined) {
      found = numbers(sayTitled(original, titleOf(figure), catalog));
      said.set(original, found);
    }
    return found;
  };
  const walk = (value: unknown, isText: boolean): unknown => {
    if (typeof value === 'string') return isText ? text(value) : value;
    if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map((entry) => walk(entry, isText));
    if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || isQuoted(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, isPassed(key, value) ? entry : walk(entry, shown.has(key))]),
    );
  };
  const { frames, ...rest } = figure as Figure & { frames?: object[] };
  const named = frames?.map((frame) => ({
    ...(walk(frame, false) as object),
    ...('name' in frame && { name: frame.name }),
  }));
  return withMarks({ ...(walk(rest, false) as Figure), ...(named && { frames: named }) }, marks);
}

/** An alternative text often begins with the title, which may hold all that else parts a text. */
function sayTitled(text: string, title: string, catalog: Catalog): string {
  const [, between, rest] =
    (title !== '' && text.startsWith(title) && /^([:;,.] )(.+)$/s.exec(text.slice(title.length))) || [];
  if (rest === undefined) return sayParts(text, catalog);
  return `${sayParts(title, catalog)}${sayBetween(between, catalog)}${sayParts(rest, catalog)}`;
}

function titleOf(figure: object): string {
  const { title } = (figure as { layout?: { title?: string | { text?: string } } }).layout ?? {};
  return ((typeof title === 'string' ? title : title?.text) ?? '').split('<br>')[0];
}

/** Plotly writes the numbers of axes and hover texts itself: it is told how. */
function withMarks<Figure extends object>(figure: Figure, { decimal, group }: Marks): Figure {
  const { layout, still } = figure as Figure & { layout?: object; still?: object };
  return {
    ...figure,
    ...(layout && { layout: { ...layout, separators: `${decimal}${group}` } }),
    ...(still && { still: withMarks(still, { decimal, group }) }),
  };
}

const isPassed = (key: string, part: object): boolean =>
  passedOver.has(key) || (key === 'ticktext' && inTypewriter(part, 'tickfont'));

/** Words of a sentence that a network read, which stand in typewriter letters. */
const isQuoted = (part: object): boolean => inTypewriter(part, 'font') || inTypewriter(part, 'textfont');

function inTypewriter(part: object, name: string): boolean {
  const { family } = (part as Record<string, { family?: string } | undefined>)[name] ?? {};
  return /mono/i.test(family ?? '');
}
