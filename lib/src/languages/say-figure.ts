/** The texts of a finished figure in the language of the reader: titles, names, labels of axes, sliders and buttons, hover texts. */
import { type Catalog, figureCatalogOf } from './catalog';
import { language } from './say';
import { sayAgain } from './say-again';
import { english } from './translations';

/** Entries of a Plotly figure that a reader reads. Names of frames are not among them: sliders and buttons call frames by their names. */
const shown = new Set(['alt', 'hovertemplate', 'hovertext', 'label', 'name', 'prefix', 'suffix', 'text', 'title']);

/** Entries with numbers, pixels and names of frames. */
const passedOver = new Set(['args', 'customdata', 'ids', 'images', 'source', 'x', 'y', 'z']);

/**
 * @param figure with `data` and `layout`, and maybe `frames`; it stays as it is
 * @returns the very figure for a reader of English, else one with translated texts; what has no translation stays English
 */
export function sayFigure<Figure extends object>(figure: Figure): Figure {
  if (language() === english.code) return figure;
  const catalog = figureCatalogOf(language());
  const said = new Map<string, string>();
  const text = (original: string): string => {
    let found = said.get(original);
    if (found === undefined) {
      found = /\p{L}{2}/u.test(original) ? lineByLine(original, catalog) : original;
      said.set(original, found);
    }
    return found;
  };
  const walk = (value: unknown, isText: boolean): unknown => {
    if (typeof value === 'string') return isText ? text(value) : value;
    if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map((entry) => walk(entry, isText));
    if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || isQuoted(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, passedOver.has(key) ? entry : walk(entry, shown.has(key))]),
    );
  };
  const { frames, ...rest } = figure as Figure & { frames?: object[] };
  const named = frames?.map((frame) => ({
    ...(walk(frame, false) as object),
    ...('name' in frame && { name: frame.name }),
  }));
  return { ...(walk(rest, false) as Figure), ...(named && { frames: named }) };
}

/** Words of a sentence that a network read, which stand in typewriter letters. */
function isQuoted(part: object): boolean {
  const { font, textfont } = part as { font?: { family?: string }; textfont?: { family?: string } };
  return /mono/i.test(`${font?.family} ${textfont?.family}`);
}

/** As a whole, or else each of its lines by itself. */
function lineByLine(original: string, catalog: Catalog): string {
  const whole = sayAgain(original, catalog);
  if (whole !== original) return whole;
  return original
    .split(/(<br>|\n)/)
    .map((line) => sayAgain(line, catalog))
    .join('');
}
