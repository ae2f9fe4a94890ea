/** `convolab grade`: plans, grades with progress, and reports. */
import { count } from '../../exercises/describe';
import type { ClassRoom } from '../../grading/classroom/class-folder';
import type { Grade, Release } from '../../grading/classroom/records';
import { type GradeStore, SqliteGrades } from '../../grading/grades/grade-store';
import { type GradingJob, type Plan, planGrading, releasesOf } from '../../grading/grades/grading-job';
import { changeInWords, changesBy } from '../../grading/grades/regrade-diff';
import { type RunProgress, type RunReport, runJobs } from '../../grading/grades/run-jobs';
import { figures, inLanguage, say, sayCount } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
import { english } from '../../languages/translations';
import { UserError } from '../../project';
import { whileInterruptible } from './interrupt';
import { type Machines, openMachines } from './machines';

export interface MachineOptions extends Machines {
  chapters?: number[];
  students?: string[];
  regrade: boolean;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** @returns the exit status: 1 where a hand-in could not be graded, 130 where it was interrupted */
export async function gradeByMachine(room: ClassRoom, options: MachineOptions): Promise<number> {
  const store = new SqliteGrades(room.store.database);
  const releases = releasesOf(room, options.chapters);
  const plan = planGrading(room, releases, await gradesOf(room, releases, store), options);
  if (plan.jobs.length === 0) {
    print(nothingToDo(plan));
    return 0;
  }
  for (const [release, jobs] of byRelease(plan.jobs)) {
    const begun = options.regrade ? 'Regrading' : 'Grading';
    note(room, options, release, `${begun} of ${count(jobs.length, 'hand-in')} began, by ${versionOf(jobs)}.`);
  }
  const machines = await openMachines(options, store);
  let report: RunReport;
  try {
    report = await whileInterruptible((signal) =>
      runJobs(plan.jobs, { grade: machines.grade, store, parallel: machines.parallel, signal, progress: tell }),
    );
  } finally {
    await machines.close();
  }
  return conclude(room, options, plan, report, store);
}

function tell({ job, result, failure, done, total, secondsLeft }: RunProgress): void {
  const left =
    secondsLeft === undefined || done === total ? '' : ` · ${say('{time} left', { time: timeLeft(secondsLeft) })}`;
  const points = result && say('{points} of {of} points', { points: figures(result.points), of: figures(result.of) });
  const waiting =
    result && result.waiting > 0 ? say(', {waiting} for you to give', { waiting: figures(result.waiting) }) : '';
  const refused = result?.refused === undefined ? '' : ` (${sayMade(result.refused)})`;
  const { student, release } = job.key;
  print(
    `${`${done}/${total}`.padStart(9)}  ${release}  ${student}: ${points ?? sayMade(failure ?? '')}${waiting}${refused}${left}`,
  );
}

/** 45 → '45 s', 300 → '5 min' */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60
    ? say('{minutes} min', { minutes })
    : say('{hours} h {minutes} min', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function nothingToDo({ before, byOthers }: Plan): string {
  if (before === 0) return say('There is nothing to grade: no hand-in was collected.');
  return `${sayCount(before, 'There is nothing to grade: the only hand-in has a grade.', 'There is nothing to grade: all {n} hand-ins have a grade.')}${hint(byOthers)}`;
}

const hint = (byOthers: number): string =>
  byOthers > 0
    ? ` ${sayCount(byOthers, '{n} grade of an earlier version of the grader: --regrade shows what this one would change.', '{n} grades of an earlier version of the grader: --regrade shows what this one would change.')}`
    : '';

async function conclude(
  room: ClassRoom,
  options: MachineOptions,
  plan: Plan,
  report: RunReport,
  store: GradeStore,
): Promise<number> {
  const isOf = ({ key }: Pick<GradingJob, 'key'>, release: string): boolean => key.release === release;
  for (const [release, jobs] of byRelease(plan.jobs)) {
    const graded = report.graded.filter((key) => key.release === release).length;
    const failed = report.failed.filter((one) => isOf(one, release)).length;
    const open = jobs.length - graded - failed;
    const rest = [failed > 0 && `${failed} failed`, open > 0 && `${open} not reached`].filter((part) => part);
    const ended = options.regrade ? 'Regrading' : 'Grading';
    note(
      room,
      options,
      release,
      `${ended} of ${count(graded, 'hand-in')} ended${rest.map((part) => `, ${part}`).join('')}.`,
    );
    if (options.regrade && !report.stopped) await tellChanges(room, release, versionOf(jobs), store);
  }
  const before = plan.before > 0 ? say(', {before} had a grade before', { before: plan.before }) : '';
  const graded = sayCount(report.graded.length, '{n} hand-in graded', '{n} hand-ins graded');
  print(`${graded}${before}.${options.regrade ? '' : hint(plan.byOthers)}`);
  if (report.failed.length > 0) {
    const list = report.failed.map(({ key, sentence }) => `  ${key.release}  ${key.student}: ${sayMade(sentence)}`);
    process.stderr.write(
      `${sayCount(report.failed.length, '{n} hand-in could not be graded:', '{n} hand-ins could not be graded:')}\n${list.join('\n')}\n`,
    );
  }
  if (report.stopped) process.stderr.write(`${say('Stopped. The same command goes on from here.')}\n`);
  return report.stopped ? 130 : report.failed.length > 0 ? 1 : 0;
}

async function tellChanges(room: ClassRoom, release: string, version: string, store: GradeStore): Promise<void> {
  const all = await store.ofRelease(room.name, release);
  const changes = changesBy(version, all);
  const regraded = all.filter(({ graderVersion }) => graderVersion === version).length;
  print(
    say('{release}: {regraded} regraded by {version}, {changes} with another result.', {
      release,
      regraded: sayCount(regraded, '{n} hand-in', '{n} hand-ins'),
      version,
      changes: changes.length,
    }),
  );
  for (const change of changes) {
    print(`  ${changeInWords(change)}`);
    const { student } = change.after;
    room.store.note({
      action: 'regrade',
      release,
      student,
      text: inLanguage(english.code, () => `${changeInWords(change)}.`),
    });
  }
}

function note(room: ClassRoom, { regrade }: MachineOptions, release: string, text: string): void {
  room.store.note({ action: regrade ? 'regrade' : 'grade', release, text });
}

const versionOf = (jobs: GradingJob[]): string => jobs[0].key.graderVersion;

function byRelease(jobs: GradingJob[]): [string, GradingJob[]][] {
  const releases = [...new Set(jobs.map(({ key }) => key.release))];
  return releases.map((release) => [release, jobs.filter(({ key }) => key.release === release)]);
}

async function gradesOf(room: ClassRoom, releases: Release[], store: GradeStore): Promise<Grade[]> {
  const lists = await Promise.all(releases.map(({ id }) => store.ofRelease(room.name, id)));
  if (lists.length === 0)
    throw new UserError(say('Nothing was assigned to the class {name} yet.', { name: room.name }));
  return lists.flat();
}
