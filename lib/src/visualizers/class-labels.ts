import { UserError } from '../project';

/** One class an example: its number, or its name. */
export type ClassLabels = ArrayLike<number> | readonly string[];

/** Labels of several lists as numbers of one list of classes. */
export interface NumberedLabels {
  classNames: string[];
  /** one list of class numbers for each list of labels */
  numbers: number[][];
}

/**
 * Gives every label the number of its class. Names are looked up in `classNames`; where there are none, the classes are
 * those that occur: numbers from 0 to the largest, or names in the order of the alphabet.
 *
 * @param lists labels by the name of their argument; all lists must be equally long
 * @throws UserError for lists of different lengths and for a label that is no class
 */
export function numberedLabels(
  lists: Record<string, ClassLabels>,
  classNames: readonly string[] | undefined,
  owner: string,
): NumberedLabels {
  const entries = Object.entries(lists);
  for (const [name, labels] of entries) {
    if (!labels?.length) throw new UserError(`${owner}: ${name} is empty; give one class for each example.`);
  }
  const [[firstName, first]] = entries;
  for (const [name, labels] of entries) {
    if (labels.length !== first.length) {
      throw new UserError(
        `${owner}: ${firstName} has ${first.length} labels and ${name} has ${labels.length}: give one of each an example.`,
      );
    }
  }
  const names = classNames ? [...classNames] : occurring(entries.map(([, labels]) => labels));
  const byName = new Map(names.map((name, index) => [name, index]));
  const numbers = entries.map(([argument, labels]) =>
    Array.from(labels as ArrayLike<number | string>, (label, example) => {
      const number = typeof label === 'string' ? byName.get(label) : label;
      if (number !== undefined && Number.isInteger(number) && number >= 0 && number < names.length) return number;
      const known = `${names.length} classes${typeof label === 'string' ? `: ${names.join(', ')}` : ', numbered from 0'}`;
      throw new UserError(`${owner}: ${argument}[${example}] is ${JSON.stringify(label)}, but there are ${known}.`);
    }),
  );
  return { classNames: names, numbers };
}

function occurring(lists: ClassLabels[]): string[] {
  const names = new Set<string>();
  let largest = -1;
  for (const labels of lists) {
    for (const label of Array.from(labels as ArrayLike<number | string>)) {
      if (typeof label === 'string') names.add(label);
      else largest = Math.max(largest, label);
    }
  }
  return names.size ? [...names].sort() : Array.from({ length: largest + 1 }, (_, index) => `class ${index}`);
}
