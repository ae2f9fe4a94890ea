import { UserError } from '../project';
import { checkPart } from './fashion-mnist';
import { firstOf, type PartOptions, textTable } from './text-table';

/** What the sentences are about: reviews of films, reviews of goods, short messages. */
export const sentimentSources = ['movie', 'amazon', 'tweets'] as const;

/** One of {@link sentimentSources}. */
export type SentimentSource = (typeof sentimentSources)[number];

/** A sentence and what people felt in it. */
export interface LabelledSentence {
  text: string;
  /** 1 positive, 0 negative */
  label: 0 | 1;
  /** mean of about twenty people, from −4 to 4; never between −0.5 and 0.5 */
  rating: number;
}

/**
 * Sentences that people rated: 10,070 on films, 2,977 on goods, 3,432 short messages; one in five is in the test part.
 *
 * C.J. Hutto and E. Gilbert, "VADER: a parsimonious rule-based model for sentiment analysis of social media text", 2014.
 *
 * @throws UserError for an unknown source or count, or a file that is missing or damaged
 * @example const [first] = await sentiment('movie', { part: 'test' });
 */
export async function sentiment(source: SentimentSource, options: PartOptions = {}): Promise<LabelledSentence[]> {
  if (!sentimentSources.includes(source)) {
    throw new UserError(`There are no sentences '${source}': choose one of ${sentimentSources.join(', ')}.`);
  }
  checkPart(options.part);
  const { part = 'train' } = options;
  const sentences = textTable(`sentiment/${source}.tsv`, '\t').rows.flatMap(([place, label, rating, text]) =>
    place === part ? [{ text, label: Number(label) as 0 | 1, rating: Number(rating) }] : [],
  );
  return firstOf(sentences, options);
}
