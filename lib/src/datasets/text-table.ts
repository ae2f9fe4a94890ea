import { UserError } from '../project';
import { readEmbedded } from './catalog';
import { checkPart } from './fashion-mnist';

/** Which examples of an embedded set. */
export interface PartOptions {
  /** `'train'` unless told otherwise */
  part?: 'train' | 'test';
  /** only the first `count` examples; all by default */
  count?: number;
}

/** The rows of an embedded text file below its header, each as its columns. */
export function textTable(path: string, separator: '\t' | ','): { header: string[]; rows: string[][] } {
  const text = new TextDecoder().decode(readEmbedded(path));
  const [header, ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(separator));
  return { header, rows };
}

/**
 * The first `count` of a part's examples.
 * @throws UserError for a count that cannot be
 */
export function firstOf<T>(examples: T[], { part = 'train', count }: PartOptions): T[] {
  checkPart(part);
  if (count === undefined) return examples;
  if (Number.isInteger(count) && count >= 1 && count <= examples.length) return examples.slice(0, count);
  throw new UserError(
    `count must be a whole number from 1 to ${examples.length}, as the ${part} part has, got ${count}.`,
  );
}
