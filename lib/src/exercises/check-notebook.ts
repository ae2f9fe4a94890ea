/** Checks the answers of a notebook outside of Jupyter, each in a process that can be killed. */
import { say } from '../languages/say';
import { findAnswer, type NotebookCell, namesElsewhere } from './answer-cells';
import { compileCell } from './cell-code';
import { openIsolated } from './isolated';
import { judge } from './judge';
import { judgeChoice, judgeText } from './questions';
import type { ExerciseResult } from './result';
import { runOptions } from './run-options';
import type { Exercise } from './spec';
import { typeErrors } from './type-check';

interface Job {
  exercise: Exercise;
  source: string;
  cell: number;
  remark?: string;
}

/**
 * @param told is called as soon as an exercise is done
 * @returns one result for each exercise, in their order
 */
export async function checkNotebook(
  cells: NotebookCell[],
  exercises: Exercise[],
  told: (result: ExerciseResult) => void = () => {},
): Promise<ExerciseResult[]> {
  const results = new Map<string, ExerciseResult>();
  const done = (result: ExerciseResult): void => {
    results.set(result.id, result);
    told(result);
  };
  const jobs: Job[] = [];
  for (const exercise of exercises) {
    const found = findAnswer(cells, exercise);
    if (found) jobs.push({ exercise, ...found });
    else
      done(
        broken(
          exercise,
          say('The notebook has no answer cell for {id}: a code cell that declares `{entry}`.', {
            id: exercise.id,
            entry: exercise.entry,
          }),
        ),
      );
  }
  const faults = typeErrors(new Map(jobs.map((job) => [job.exercise.id, job.source])));
  const queue = [...jobs];
  const worker = async (): Promise<void> => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const fault = faults.get(job.exercise.id);
      if (fault) {
        const message = fault.message.replace(/\.*$/, '');
        const sentence = say('The answer cell does not compile: line {line}: {message}.', {
          line: fault.line,
          message,
        });
        done(broken(job.exercise, sentence));
        continue;
      }
      const result = await runJob(job, namesElsewhere(cells, job.cell));
      done(job.remark ? { ...result, sentence: `${result.sentence} ${job.remark}` } : result);
    }
  };
  await Promise.all([worker(), worker()]);
  return exercises.map(({ id }) => results.get(id) as ExerciseResult);
}

async function runJob({ exercise, source }: Job, elsewhere: Set<string>): Promise<ExerciseResult> {
  const answer = await openIsolated(compileCell(source).code, runOptions(exercise));
  try {
    if (exercise.kind !== 'choice' && exercise.kind !== 'text') {
      return await judge(exercise, answer, { elsewhere: (name) => elsewhere.has(name) });
    }
    const outcome =
      answer.loaded.status === 'returned' ? await answer.call({ path: exercise.entry, calls: [[]] }) : answer.loaded;
    const value = outcome.status === 'returned' ? outcome.results[0] : undefined;
    return exercise.kind === 'choice' ? judgeChoice(exercise, value) : judgeText(exercise, value);
  } finally {
    await answer.close();
  }
}

function broken({ id, title, entry, points }: Exercise, sentence: string): ExerciseResult {
  return { id, title, entry, status: 'broken', points: 0, of: points, sentence, cases: [], printed: '' };
}
