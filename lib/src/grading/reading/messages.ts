/** What passes between the grader and its process that reads answer cells. */
import type { NotebookCell } from '../../exercises/answer-cells';
import type { SubmittedAnswer, Wanted } from './answers';
import type { Original, Resemblance } from './resemblance';

/** What is the same for all submissions comes first, and once. */
export type ToReader =
  | { wanted: Wanted[]; originals: Original[] }
  | {
      id: number;
      cells: NotebookCell[];
      /** looks for copies, too */
      compared: boolean;
    };

/** What is read of a submission. */
export interface ReadSubmission {
  /** by the id of the exercise */
  answers: Record<string, SubmittedAnswer>;
  problems: { exercise?: string; sentence: string }[];
  resemblances: Resemblance[];
}
