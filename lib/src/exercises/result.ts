import type { Data, Given } from './wire';

/** What came of one case. */
export interface CaseResult {
  name: string;
  status: 'passed' | 'failed' | 'unwritten' | 'skipped';
  weight: number;
  /** why it failed, one sentence */
  sentence?: string;
  /** the hint of the usual mistake that was recognised */
  hint?: string;
  /** the name of that mistake */
  mistake?: string;
  /** what is said once for all cases */
  remark?: string;
  got?: Given;
  expected?: Data;
}

/** What came of an exercise. */
export interface ExerciseResult {
  id: string;
  title: string;
  entry: string;
  /** recorded: a text, which a teacher reads; stub: not written yet */
  status: 'right' | 'partial' | 'wrong' | 'stub' | 'recorded' | 'broken';
  points: number;
  of: number;
  /** one sentence about the whole */
  sentence: string;
  hint?: string;
  cases: CaseResult[];
  /** what the answer wrote to the console */
  printed: string;
}
