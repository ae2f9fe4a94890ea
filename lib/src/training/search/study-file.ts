import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { tryLock, withLock } from '../../datasets/lock';
import { checkSpace, checkValue, type Space } from '../../maths/search-space';
import { UserError, writeWhole } from '../../project';
import { planNames, type SearchPlan, type Study, type Trial } from './study';
import { added, type StudyStore } from './study-store';

/** In the first line of the file, for whoever opens it and for us to know it again. */
const format = 'ConvoLab study 1';

/**
 * A study in a file, on which several processes may work at the same time. It is read and written as a whole, under a lock, so that it
 * is never half there; and each trial has a lock of its own while it runs: one whose process is gone, whatever ended it, is taken
 * again, with the same configuration.
 * @throws UserError if the file is damaged, is a study with another plan, or can't be written
 */
export async function storeInFile<S extends Space>(path: string, plan: SearchPlan<S>): Promise<StudyStore<S>> {
  const file = resolve(path);
  const never = new AbortController().signal;
  const inTurn = <T>(work: () => T): Promise<T> => withLock(`${file}.lock`, never, async () => work());
  const save = (study: Study<S>) => writeWhole(file, textOf(study));
  await inTurn(() => {
    removeLeftOvers(file);
    const study = readStudy<S>(file, path);
    if (!study) return save({ ...plan, results: [] });
    checkPlan(study, plan, path);
    save({ ...study, trials: plan.trials });
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === undefined ? error : new UserError(`${path} can't be written: ${error.message}.`);
  });
  const read = (): Study<S> => {
    const study = readStudy<S>(file, path);
    if (study) return study;
    throw new UserError(`${path} is gone: the search can't go on without its file.`);
  };
  return {
    read,
    take: (next) =>
      inTurn(() => {
        const study = read();
        let [taken, release] = takeInterrupted(study, file);
        if (!taken) {
          const fresh = added(study, next(study.results));
          if (fresh === undefined || fresh === 'wait') return othersRun(study) ? 'wait' : fresh;
          [taken, release] = [fresh, tryLock(lockOf(file, fresh))];
          if (!release) return 'wait';
        }
        const trial = taken;
        const free = release as () => void;
        trial.state = 'running';
        trial.reports = [];
        save(study);
        const finish = (outcome: Partial<Trial<S>>) =>
          inTurn(() => {
            const now = read();
            // Somebody else has it if this process gave no sign of life for long: the first result counts.
            if (now.results[trial.trial].state === 'running') Object.assign(now.results[trial.trial], outcome);
            save(now);
            return now;
          }).finally(free);
        return { trial, finish };
      }),
  };
}

/** A trial that nobody runs, though it was begun. */
function takeInterrupted<S extends Space>(study: Study<S>, file: string): [Trial<S>?, (() => void)?] {
  for (const trial of study.results) {
    if (trial.state !== 'waiting' && trial.state !== 'running') continue;
    const release = tryLock(lockOf(file, trial));
    if (release) return [trial, release];
  }
  return [];
}

/** Others may still be ended, and then their trials are to be run again. */
function othersRun({ results }: Study): boolean {
  return results.some(({ state }) => state === 'running' || state === 'waiting');
}

function lockOf(file: string, { trial }: Trial): string {
  return `${file}.trial-${trial}.lock`;
}

/** What a process that was killed while it wrote left beside the file. The caller has the lock: nobody is writing. */
function removeLeftOvers(file: string): void {
  const name = basename(file);
  for (const other of readdirSync(dirname(file))) {
    if (other.startsWith(`${name}.`) && other.endsWith('.part')) rmSync(join(dirname(file), other), { force: true });
  }
}

/** One line a trial: a change is seen at a glance. */
function textOf<S extends Space>({ results, ...plan }: Study<S>): string {
  const lines = results.map((trial) => `    ${JSON.stringify(trial)}`).join(',\n');
  const head = JSON.stringify({ format, ...plan }, null, 2).replace(/\n}$/, '');
  return `${head},\n  "results": [${lines ? `\n${lines}\n  ` : ''}]\n}\n`;
}

/**
 * The study in a file.
 * @returns nothing where there is no file
 * @throws UserError if it cannot be read
 */
export function readStudy<S extends Space>(file: string, name = file): Study<S> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${name} can't be read: ${(error as Error).message}.`);
  }
  try {
    const { format: found, ...study } = JSON.parse(text) as Study<S> & { format: string };
    if (found === format && isWhole(study)) return study;
  } catch {
    // told below
  }
  throw new UserError(`${name} is no study, or is damaged: delete it, or give another file.`);
}

function isWhole(study: Study): boolean {
  const names = checkSpace(study.space);
  return study.results.every(({ trial, configuration, state, value, reports }, i) => {
    for (const name of names) checkValue(study.space[name], configuration[name], name);
    const hasValue = state !== 'done' || Number.isFinite(value);
    return trial === i && hasValue && Array.isArray(reports) && /^(waiting|running|done|failed)$/.test(state);
  });
}

/** Trials may be added to a random or Bayesian search; all else decides what was tried before. */
function checkPlan(study: Study, plan: SearchPlan, path: string): void {
  const names: (keyof SearchPlan)[] = planNames.filter((name) => name !== 'trials');
  if (plan.method === 'grid' || plan.method === 'halving') names.push('trials');
  const other = names.find((name) => JSON.stringify(study[name]) !== JSON.stringify(plan[name]));
  if (other === undefined) return;
  const what = other === 'space' ? 'of another space' : `with ${other} ${JSON.stringify(study[other])}`;
  throw new UserError(`${path} is a study ${what}: give this search another file, or delete that one.`);
}
