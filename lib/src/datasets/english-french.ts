import { checkPart } from './fashion-mnist';
import { firstOf, type PartOptions, textTable } from './text-table';

/** A sentence in both languages, lower case, its tokens apart from each other by spaces. */
export interface SentencePair {
  english: string;
  french: string;
}

/**
 * English sentences with their French translations, from a small grammar: 5,400 to train with, 600 to test. No English sentence is in both
 * parts, and each word of the test part is in the training part.
 *
 * @throws UserError for an unknown part or count, or a file that is missing or damaged
 * @example (await englishFrench())[1] // { english: 'i liked this letter .', french: "j'ai aimé cette lettre ." }
 */
export async function englishFrench(options: PartOptions = {}): Promise<SentencePair[]> {
  checkPart(options.part);
  const { rows } = textTable(`fr-en/${options.part ?? 'train'}.tsv`, '\t');
  return firstOf(
    rows.map(([english, french]) => ({ english, french })),
    options,
  );
}
