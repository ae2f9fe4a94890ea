/** Everything that grading a chapter needs again and again: sandboxes that wait, and a compiler that is warm. */
import type { NotebookCell } from '../../exercises/answer-cells';
import type { Suite } from '../../exercises/spec';
import { UserError } from '../../project';
import { libraryProgram, modelProgram } from '../channel/child-program';
import { SandboxPool } from '../channel/pool';
import type { ReadSubmission } from '../reading/messages';
import { courseOriginals } from '../reading/originals';
import { Reader } from '../reading/reader';
import type { Original } from '../reading/resemblance';
import { isSandboxed, type SandboxPlan } from '../sandbox/layers';
import { type Limits, modelLimits } from '../sandbox/limits';
import { tensorFlowMounts } from '../sandbox/packages';
import { findSandbox } from '../sandbox/probe';

export interface GraderOptions {
  /** submissions that are graded at the same time */
  jobs?: number;
  /** grade also where there is no sandbox: only for submissions that may do what they like with this machine */
  trust?: boolean;
  /** texts that answers are compared with: those of the course unless given */
  originals?: Original[];
  limits?: Limits;
  /** limits for answers that build and train models */
  modelLimits?: Limits;
  /** the sandbox; found out unless given */
  plan?: SandboxPlan;
}

export interface Grader {
  pool: SandboxPool;
  /** sandboxes with TensorFlow.js, one for each answer that builds a model; only where the chapter asks for models */
  modelPool?: SandboxPool;
  plan: SandboxPlan;
  sandboxed: boolean;
  read(cells: NotebookCell[]): Promise<ReadSubmission>;
  /** the parts of the library that the answer to an exercise may import, as a program */
  libraryFor(exercise: string): string | undefined;
  close(): Promise<void>;
}

/**
 * @throws UserError where this machine has no sandbox and `trust` is not given, with what to do
 */
export async function openGrader(suite: Suite, options: GraderOptions = {}): Promise<Grader> {
  const { jobs = 1, trust = false, originals = courseOriginals(suite), limits } = options;
  const plan = options.plan ?? (await findSandbox());
  const sandboxed = isSandboxed(plan);
  if (!sandboxed && !trust) {
    const { why, remedy } = plan.missing[0];
    throw new UserError(
      `Submissions are not graded without a sandbox, in which they can do no harm: ${why}. To have one, ${remedy}. Or say --trust if you would run every one of them yourself.`,
    );
  }
  const libraries = new Map(
    suite.exercises.map(({ id, kind, imports = [] }) => {
      // TensorFlow.js is in the sandboxes for models
      const sent = kind === 'model' ? imports.filter((name) => name !== 'tf') : imports;
      return [id, sent.length > 0 ? libraryProgram(sent) : undefined];
    }),
  );
  const pool = new SandboxPool({ plan, size: jobs, limits });
  const wanted = suite.exercises.map(({ id, entry }) => ({ id, entry }));
  const readers = Array.from({ length: Math.ceil(jobs / 2) }, () => new Reader(wanted, originals));
  const modelPool = suite.exercises.some(({ kind }) => kind === 'model')
    ? new SandboxPool({
        plan,
        size: 0, // they take a second to start and much memory, and many submissions have no model
        limits: options.modelLimits ?? modelLimits,
        program: modelProgram(sandboxed),
        mounts: tensorFlowMounts(),
      })
    : undefined;
  let turn = 0;
  return {
    pool,
    modelPool,
    plan,
    sandboxed,
    read: (cells) => readers[turn++ % readers.length].read(cells),
    libraryFor: (exercise) => libraries.get(exercise),
    async close() {
      for (const reader of readers) reader.close();
      await Promise.all([pool.close(), modelPool?.close()]);
    },
  };
}
