/** English texts with places, found again in what they were filled to: 'epoch {n}' in 'epoch 3'. */
import type { Catalog } from './catalog';
import { filled } from './english';
import { language } from './say';
import type { Translation } from './texts';

interface Pattern {
  places: string[];
  whole: RegExp;
  /** the longest piece between places: a text without it is another one */
  piece: string;
  translation: Translation;
}

/** How the value of a place is said. */
export type SayPlace = (value: string, place: string) => string;

export interface PatternOptions {
  /** what a place may hold, as a regular expression; anything unless given */
  holds?: (place: string) => string;
  /** a text with fewer letters besides its places would fit too many others; 3 unless given */
  leastLetters?: number;
}

/** A way to find texts of catalogues; what it has worked out of a catalogue is kept. */
export function patternFinder(options: PatternOptions = {}) {
  const known = new WeakMap<Catalog, Pattern[]>();
  return (text: string, catalog: Catalog, sayPlace: SayPlace): string | undefined => {
    const exact = catalog.get(text);
    if (typeof exact === 'string') return exact;
    let patterns = known.get(catalog);
    if (!patterns) {
      patterns = patternsOf(catalog, options);
      known.set(catalog, patterns);
    }
    for (const { places, whole, piece, translation } of patterns) {
      const match = text.includes(piece) ? whole.exec(text) : null;
      if (!match) continue;
      const values = Object.fromEntries(places.map((place, i) => [place, sayPlace(match[i + 1], place)]));
      return filled(formOf(translation, match[places.indexOf('n') + 1]) ?? text, values);
    }
    return undefined;
  };
}

/** Those with the longest text first: they say the most. */
function patternsOf(catalog: Catalog, { holds = () => '.*?', leastLetters = 3 }: PatternOptions): Pattern[] {
  const made = [...catalog].flatMap(([english, translation]) => {
    const parts = english.split(/\{(\w+)\}/);
    const pieces = parts.filter((_, i) => i % 2 === 0);
    const literal = pieces.join('');
    if (parts.length < 3) return [];
    if (literal.replace(/[^\p{L}]/gu, '').length < leastLetters) return [];
    const places = [...new Set(parts.filter((_, i) => i % 2 === 1))];
    const source = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : group(parts, i, holds)));
    const piece = pieces.reduce((longest, one) => (one.length > longest.length ? one : longest));
    return [{ literal, pattern: { places, whole: new RegExp(`^${source.join('')}$`, 'su'), piece, translation } }];
  });
  return made.sort((a, b) => b.literal.length - a.literal.length).map(({ pattern }) => pattern);
}

/** Of a text that depends on a number, the form for it. */
function formOf(translation: Translation, n = ''): string | undefined {
  if (typeof translation === 'string') return translation;
  return translation[new Intl.PluralRules(language()).select(Number(n))] ?? translation.other;
}

/** A place; where it comes a second time, the same text again. */
function group(parts: string[], at: number, holds: (place: string) => string): string {
  const names = parts.filter((_, i) => i % 2 === 1);
  const distinct = [...new Set(names)];
  const first = parts.findIndex((part, i) => i % 2 === 1 && part === parts[at]);
  return first === at ? `(${holds(parts[at])})` : `\\${distinct.indexOf(parts[at]) + 1}`;
}

/** The text as a part of a regular expression that stands for itself. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
