/** Grades on this machine, in sandboxes that are kept ready for each chapter. */
import { existsSync } from 'node:fs';
import { loadSuites } from '../../exercises/load';
import type { Suite } from '../../exercises/spec';
import { gradeSubmission } from '../score/grade-submission';
import { type Grader, openGrader } from '../score/grader';
import type { GradedSubmission } from '../score/result';
import type { GradingJob } from './grading-job';
import { kernelKills } from './kernel-kills';
import { CannotGrade, Doubtful, type GradeOne } from './run-jobs';

export interface OwnGraderOptions {
  /** at the same time */
  jobs: number;
  trust?: boolean;
  /** seconds for one hand-in; 180 and those of its trainings unless said */
  seconds?: number;
  suites?: Suite[];
  /** for tests: how often the machine ran out of memory so far */
  kills?: () => number | undefined;
}

export interface OwnGrader {
  grade: GradeOne;
  close(): Promise<void>;
}

/** Sandboxes are started for a chapter with its first hand-in. */
export function ownGrader({
  jobs,
  trust,
  seconds,
  suites = loadSuites(),
  kills = kernelKills,
}: OwnGraderOptions): OwnGrader {
  const graders = new Map<number, Promise<Grader>>();
  const graderFor = (suite: Suite): Promise<Grader> => {
    const known = graders.get(suite.chapter);
    if (known) return known;
    const opened = openGrader(suite, { jobs, trust });
    graders.set(suite.chapter, opened);
    // one that failed is tried anew by the next
    opened.catch(() => graders.delete(suite.chapter));
    return opened;
  };

  async function grade({ key, chapter, seed, file }: GradingJob): Promise<GradedSubmission> {
    const suite = suites.find((one) => one.chapter === chapter);
    if (!suite) throw new CannotGrade(`Chapter ${chapter} has no suite here, in tests/exercises.`);
    if (!existsSync(file)) throw new CannotGrade(`${file} is gone: put it back, or collect it again.`);
    const grader = await graderFor(suite);
    const before = kills();
    const result = await gradeSubmission(suite, file, { seed, grader, seconds });
    if (result.sha256 !== undefined && result.sha256 !== key.sha256) {
      throw new CannotGrade(`${file} was changed after it was collected: put it back, or collect it again.`);
    }
    if (kills() !== before && result.points < result.of) throw new Doubtful(result);
    return result;
  }

  return {
    grade,
    async close() {
      for (const opened of graders.values()) await opened.then((grader) => grader.close()).catch(() => {});
    },
  };
}
