/**
 * Which language texts are in. It goes with the work: `inLanguage('fr', () => …)` holds for all that the work calls and waits for, and
 * nothing else. So what a grader stores is in one language, whoever started it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { catalogOf } from './catalog';
import { speakFrom } from './texts';
import { english } from './translations';

export { type FiguresOptions, figures, percents, say, sayCount } from './texts';

const speaking = new AsyncLocalStorage<string>();
let otherwise = english.code;

speakFrom({ language, find: (text) => catalogOf(language()).get(text) });

/** Does work for a reader of a language. */
export function inLanguage<T>(language: string, work: () => T): T {
  return speaking.run(language, work);
}

/** The language of all work of this process that names none: a kernel has one reader. */
export function alwaysIn(language: string): void {
  otherwise = language;
}

/** The language of the work that runs; English unless said. */
export function language(): string {
  return speaking.getStore() ?? otherwise;
}
