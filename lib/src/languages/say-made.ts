/** Sentences that were put together in English before anybody knew the reader: stored ones, errors on their way, what a collection has found. */
import { type Catalog, madeCatalogOf } from './catalog';
import { patternFinder } from './patterns';
import { language } from './say';
import { sayWholeOrSentences } from './say-again';

/** `{n}` is a number, `{alternatives}` a list with 'or'; what a place like `{rawFile}` holds stays as it is. */
const find = patternFinder({ holds: (place) => (place === 'n' ? '[^ \\p{L}]+' : '.*?') });

/**
 * The text in the reader's language, whether a message says it or an error: of both together the one with the most words of its own that fits.
 * Of several sentences each is looked for by itself.
 */
export function sayMade(text: string): string {
  return sayWholeOrSentences(text, madeCatalogOf(language()), found);
}

function found(text: string, catalog: Catalog): string | undefined {
  return find(text, catalog, (value, place) => {
    if (place.startsWith('raw')) return value;
    return place === 'alternatives' ? alternatives(value) : (found(value, catalog) ?? value);
  });
}

const alternatives = (english: string): string =>
  new Intl.ListFormat(language(), { type: 'disjunction' }).format(english.split(' or '));
