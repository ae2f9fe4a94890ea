/** What a widget's page needs of the translations: only the messages whose English text stands in its script. */
import { catalogOf } from './catalog';
import { language } from './say';
import type { Translation } from './texts';

export interface PageTexts {
  language: string;
  messages: Record<string, Translation>;
}

/**
 * @param script of the widget; minified or not, its texts are in it
 * @param given what the notebook hands over: a title, names of images
 */
export function pageTexts(script: string, given: unknown): PageTexts {
  const plain = `${script}${JSON.stringify(given)}`.replaceAll('\\', '');
  const stands = (text: string): boolean => ['"', "'", '`'].some((quote) => plain.includes(quote + text + quote));
  const needed = [...catalogOf(language())].filter(([english]) => stands(english.replaceAll('\\', '')));
  return { language: language(), messages: Object.fromEntries(needed) };
}
