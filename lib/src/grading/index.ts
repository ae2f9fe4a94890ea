/** Grading: one submission, safely. */
export { type Attempt, tryToBreakOut } from './sandbox/break-out';
export {
  isSandboxed,
  type LayerName,
  layerNames,
  type MissingLayer,
  purposes,
  type SandboxPlan,
} from './sandbox/layers';
export { findSandbox } from './sandbox/probe';
export { type GradeOptions, gradeSubmission } from './score/grade-submission';
export { type Grader, type GraderOptions, openGrader } from './score/grader';
export type { GradedExercise, GradedSubmission, Problem } from './score/result';
