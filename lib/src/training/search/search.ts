import type { Space } from '../../maths/search-space';
import { UserError } from '../../project';
import { interruptible } from '../interruption';
import { methods } from './methods';
import { inProcesses } from './processes';
import { runTrials, type TrialFunction, trialIn } from './run-trials';
import { spentBy } from './search-events';
import { checkRun, planSearch, type SearchOptions } from './search-options';
import { bestOf, type SearchPlan, type SearchResult, type Study } from './study';
import { storeInFile } from './study-file';
import { storeInMemory } from './study-store';

/**
 * Looks for good hyper-parameters: makes trials, one configuration each, and remembers what came of them.
 *
 * With a `file`, the study survives whatever ends the search: the same call goes on where it was, and several processes with the same file
 * share the work. An interrupt (the stop button, Ctrl-C) ends it; the trial under way is run again when the search goes on. A trial that
 * throws an error, or returns no number, is written down as failed, and the search goes on.
 *
 * @param trial the function that is tried; or the path of a module that exports it, which is needed for more than one process
 * @throws UserError, ShapeError for a space or options that cannot be, for a file that is damaged or holds another study
 * @example
 * const study = await search(
 *   { space: { learningRate: logRange(1e-4, 1e-1), filters: wholeRange(4, 32) }, trials: 20, file: 'study.json' },
 *   async ({ learningRate, filters }) => {
 *     const history = await fit(cnn({ filters }), train, { learningRate, epochs: 2, validation: 0.2 });
 *     return history.validationAccuracy.at(-1);
 *   },
 * );
 * study.best.configuration
 */
export async function search<S extends Space>(
  options: SearchOptions<S>,
  trial: TrialFunction<S> | string,
): Promise<SearchResult<S>> {
  const plan = planSearch(options);
  checkRun(options);
  const { processes = 1, file } = options;
  if (typeof trial !== 'function' && typeof trial !== 'string') {
    throw new UserError(
      'search needs a trial: a function from a configuration to a number, or the path of a module that exports one.',
    );
  }
  return interruptible(async (interrupt) => {
    const signal = AbortSignal.any([interrupt, ...(options.signal ? [options.signal] : [])]);
    if (processes > 1) {
      if (typeof trial !== 'string' || file === undefined) {
        throw new UserError(
          'A search in several processes needs a file, and the path of a module that exports the trial.',
        );
      }
      await storeInFile(file, plan); // so that errors come here, once
      await inProcesses({ plan, file, trial, processes }, signal, options.onEvent);
      return resultOf((await storeInFile(file, plan)).read(), plan, signal);
    }
    const run = typeof trial === 'string' ? trialIn<S>(trial) : trial;
    const store =
      file === undefined ? storeInMemory({ ...plan, results: [] } as Study<S>) : await storeInFile(file, plan);
    await runTrials(store, plan, run, signal, options);
    return resultOf(store.read(), plan, signal);
  });
}

function resultOf<S extends Space>(study: Study<S>, plan: SearchPlan<S>, signal: AbortSignal): SearchResult<S> {
  const { results } = study;
  const best = bestOf(results);
  const over = results.filter(({ state }) => state === 'done' || state === 'failed').length;
  const stopped = signal.aborted && over < methods[plan.method].total(plan).trials;
  return { ...plan, results, ...(best ? { best } : {}), spent: spentBy(results), stopped };
}
