/** The English texts that readers see and that the messages of a language translate. */
import { join } from 'node:path';
import { type SaidText, saidIn } from '../../../lib/src/languages/said';
import { projectRoot } from '../../../lib/src/project';

/** What the library and the code of the suites say. */
export function saidTexts(): SaidText[] {
  return [join('lib', 'src'), join('tests', 'exercises')].flatMap((folder) => saidIn(join(projectRoot, folder)));
}

/** The names of the places for values, sorted, each once. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
}
