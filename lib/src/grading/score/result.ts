/** What comes of grading one submission: data that can be stored, compared and shown. */
import type { ExerciseResult } from '../../exercises/result';
import type { Resemblance } from '../reading/resemblance';
import type { LayerName } from '../sandbox/layers';

export interface GradedExercise extends ExerciseResult {
  /** text exercises: what the student wrote, for the teacher to read */
  text?: string;
  /** position of the answer cell in the notebook, from 1 */
  cell?: number;
}

export interface Problem {
  /** the exercise that it is about; none for the whole notebook */
  exercise?: string;
  /** one sentence */
  sentence: string;
}

export interface GradedSubmission {
  chapter: number;
  /** reached, without what a teacher still has to give */
  points: number;
  /** of so many that can be reached without the teacher */
  of: number;
  /** points of texts that wait for the teacher */
  waiting: number;
  exercises: GradedExercise[];
  problems: Problem[];
  /** answers that look like copies */
  resemblances: Resemblance[];
  /** of the bytes of the notebook, where it could be read */
  sha256?: string;
  /** why nothing of the notebook could be taken */
  refused?: string;
  /** false: it ran without protection, and the grade is to be doubted */
  sandboxed: boolean;
  /** layers of the sandbox that were on */
  layers: LayerName[];
}
