/** What there is to grade: which hand-ins, and under which key. */
import { join } from 'node:path';
import { UserError } from '../../project';
import type { ClassRoom } from '../classroom/class-folder';
import type { Attempt, Grade, GradeKey, Release } from '../classroom/records';
import { graderVersion } from './grader-version';

/** One hand-in that is to be graded. */
export interface GradingJob {
  key: GradeKey;
  chapter: number;
  /** the release's secret */
  seed: string;
  /** the notebook */
  file: string;
}

export interface Selection {
  /** all chapters unless given */
  chapters?: number[];
  /** all students unless given */
  students?: string[];
  /** also what has a grade */
  regrade?: boolean;
  /** for tests: the version of the grader */
  versionOf?: (chapter: number) => string;
}

export interface Plan {
  jobs: GradingJob[];
  /** how many have a grade and are left as they are */
  before: number;
  /** how many of those have it from another version of the grader */
  byOthers: number;
}

/**
 * The hand-ins that have no grade. With `regrade`, those also that have one from another version of the grader; and where
 * all have one from this version, all of them once more, as '…/2', '…/3'. A regrade that was broken off goes on.
 * @param grades of the releases
 * @throws UserError for a chapter or a student that the class does not have
 */
export function planGrading(room: ClassRoom, releases: Release[], grades: Grade[], selection: Selection = {}): Plan {
  const { students, regrade = false, versionOf = graderVersion } = selection;
  const known = room.store.students().map(({ id }) => id);
  const stranger = students?.find((id) => !known.includes(id));
  if (stranger !== undefined) throw new UserError(`The class ${room.name} has no student "${stranger}".`);
  const plan: Plan = { jobs: [], before: 0, byOthers: 0 };
  for (const release of releases) {
    const attempts = distinct(room.store.attempts(release.id)).filter(
      ({ student }) => students?.includes(student) ?? true,
    );
    const gradesOf = ({ student, sha256 }: Attempt): Grade[] =>
      grades.filter((one) => one.release === release.id && one.student === student && one.sha256 === sha256);
    const version = versionOf(release.chapter);
    const label = regrade ? regradeLabel(version, attempts.map(gradesOf)) : version;
    for (const attempt of attempts) {
      const found = gradesOf(attempt);
      if (regrade ? found.some(({ graderVersion }) => graderVersion === label) : found.length > 0) {
        plan.before++;
        if (found.every(({ graderVersion }) => baseVersion(graderVersion) !== version)) plan.byOthers++;
        continue;
      }
      const { student, sha256 } = attempt;
      const key = { className: room.name, release: release.id, student, sha256, graderVersion: label };
      plan.jobs.push({ key, chapter: release.chapter, seed: release.seed, file: join(room.folder, attempt.file) });
    }
  }
  return plan;
}

/** The releases of some chapters. */
export function releasesOf(room: ClassRoom, chapters?: number[]): Release[] {
  const all = room.store.releases();
  const absent = chapters?.find((chapter) => !all.some((release) => release.chapter === chapter));
  if (absent !== undefined) {
    const known = [...new Set(all.map(({ chapter }) => chapter))].join(', ');
    throw new UserError(
      `Chapter ${absent} was not assigned to the class ${room.name}${known ? `; assigned are ${known}` : ''}.`,
    );
  }
  return all.filter(({ chapter }) => chapters?.includes(chapter) ?? true);
}

/** The version of the grader without the number of the run. */
export const baseVersion = (label: string): string => label.replace(/\/\d+$/, '');

/** The run that is under way, or the next one where the last one is done with all. */
function regradeLabel(version: string, grades: Grade[][]): string {
  const runs = grades.map((some) =>
    Math.max(
      0,
      ...some
        .filter(({ graderVersion }) => baseVersion(graderVersion) === version)
        .map(({ graderVersion }) => Number(/\/(\d+)$/.exec(graderVersion)?.[1] ?? 1)),
    ),
  );
  const last = Math.max(0, ...runs);
  const run = runs.every((one) => one === last) ? last + 1 : last;
  return run <= 1 ? version : `${version}/${run}`;
}

/** The same notebook that a student handed in twice is graded once. */
function distinct(attempts: Attempt[]): Attempt[] {
  const seen = new Map(attempts.map((attempt) => [`${attempt.student} ${attempt.sha256}`, attempt]));
  return [...seen.values()];
}
