/**
 * Texts that were made in English, such as the sentences of stored grades or of an answer's process, in the language of the reader. What
 * `say` put together is taken apart: the message whose places fit the text is looked for.
 */
import { type Catalog, sentenceCatalogOf } from './catalog';
import { patternFinder } from './patterns';
import { language } from './say';

const find = patternFinder();

/** The text in the reader's language; as it is, where no message fits. Of several sentences each is looked for by itself. */
export function sayAgain(text: string, catalog = sentenceCatalogOf(language())): string {
  return sayWholeOrSentences(text, catalog, found);
}

/** What is found for the whole text, else for each of its sentences by itself; what is not found stays. */
export function sayWholeOrSentences(
  text: string,
  catalog: Catalog,
  find: (text: string, catalog: Catalog) => string | undefined,
): string {
  if (catalog.size === 0 || text === '') return text;
  const whole = find(text, catalog);
  if (whole !== undefined) return whole;
  const sentences = text.split(/(?<=[.?!)]) (?=[\p{Lu}`"(])/u);
  return sentences.map((sentence) => find(sentence, catalog) ?? sentence).join(' ');
}

function found(text: string, catalog: Catalog): string | undefined {
  return find(text, catalog, (value) => found(value, catalog) ?? value);
}
