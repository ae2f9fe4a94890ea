/**
 * Texts that were made in English, such as the sentences of stored grades or of an answer's process, in the language of the reader. What
 * `say` put together is taken apart: the message whose places fit the text is looked for.
 */
import { type Catalog, sentenceCatalogOf } from './catalog';
import { filled } from './english';
import { language } from './say';
import type { Translation } from './texts';

interface Pattern {
  places: string[];
  whole: RegExp;
  translation: Translation;
}

/** A message with fewer letters besides its places would fit too many texts. */
const leastLetters = 3;

const patterns = new WeakMap<Catalog, Pattern[]>();

/** The text in the reader's language; as it is, where no message fits. Of several sentences each is looked for by itself. */
export function sayAgain(text: string, catalog = sentenceCatalogOf(language())): string {
  if (catalog.size === 0 || text === '') return text;
  const whole = found(text, catalog);
  if (whole !== undefined) return whole;
  const sentences = text.split(/(?<=[.?!)]) (?=[\p{Lu}`"(])/u);
  return sentences.map((sentence) => found(sentence, catalog) ?? sentence).join(' ');
}

function found(text: string, catalog: Catalog): string | undefined {
  const exact = catalog.get(text);
  if (typeof exact === 'string') return exact;
  for (const { places, whole, translation } of patternsOf(catalog)) {
    const match = whole.exec(text);
    if (!match) continue;
    const values = Object.fromEntries(places.map((place, i) => [place, found(match[i + 1], catalog) ?? match[i + 1]]));
    return filled(formOf(translation, match[places.indexOf('n') + 1]) ?? text, values);
  }
  return undefined;
}

/** Those with the longest text first: they say the most. */
function patternsOf(catalog: Catalog): Pattern[] {
  const known = patterns.get(catalog);
  if (known) return known;
  const made = [...catalog].flatMap(([english, translation]) => {
    const parts = english.split(/\{(\w+)\}/);
    const literal = parts.filter((_, i) => i % 2 === 0).join('');
    if (parts.length < 3) return [];
    if (literal.replace(/[^\p{L}]/gu, '').length < leastLetters) return [];
    const places = [...new Set(parts.filter((_, i) => i % 2 === 1))];
    const source = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : group(parts, i)));
    return [{ literal, pattern: { places, whole: new RegExp(`^${source.join('')}$`, 's'), translation } }];
  });
  const sorted = made.sort((a, b) => b.literal.length - a.literal.length).map(({ pattern }) => pattern);
  patterns.set(catalog, sorted);
  return sorted;
}

/** Of a text that depends on a number, the form for it. */
function formOf(translation: Translation, n = ''): string | undefined {
  if (typeof translation === 'string') return translation;
  return translation[new Intl.PluralRules(language()).select(Number(n))] ?? translation.other;
}

/** A place; where it comes a second time, the same text again. */
function group(parts: string[], at: number): string {
  const names = parts.filter((_, i) => i % 2 === 1);
  const distinct = [...new Set(names)];
  const first = parts.findIndex((part, i) => i % 2 === 1 && part === parts[at]);
  return first === at ? '(.*?)' : `\\${distinct.indexOf(parts[at]) + 1}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
