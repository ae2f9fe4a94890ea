/** The summary of a gradebook as text. */
import { tableText, toFrame } from '../../display/table';
import { toSay } from '../../languages/english';
import { language, say } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
import type { Row } from './summary';

/** The heads of the columns that `exerciseSummary` and `chapterSummary` give. */
const columns = [
  toSay('exercise'),
  toSay('chapter'),
  toSay('title'),
  toSay('of'),
  toSay('graded'),
  toSay('mean'),
  toSay('median'),
  toSay('solved %'),
  toSay('waiting'),
  toSay('missing'),
];

/** The rows as a table in the language of the reader: heads, words of ours and marks of numbers; what an exercise is called stays. */
export function summaryText(rows: Row[]): string {
  const said = rows.map((row) =>
    Object.fromEntries(
      columns
        .filter((column) => column in row)
        .map((column) => {
          const value = row[column];
          return [say(column), typeof value === 'string' ? sayMade(value) : value];
        }),
    ),
  );
  return tableText(toFrame(said), { digits: 2, language: language() });
}
