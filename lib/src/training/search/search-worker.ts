/** One process of a search: asked by `processes.ts`, makes trials until none is left. */
import { interruptible } from '../interruption';
import type { FromWorker, SearchTask, ToWorker } from './processes';
import { runTrials, trialIn } from './run-trials';
import { storeInFile } from './study-file';

const stopping = new AbortController();

process.on('message', (message: ToWorker) => {
  if (message.kind === 'stop') stop();
  else void begin(message.task);
});
// Whoever asked is gone: the study's file keeps what is done.
process.on('disconnect', stop);

/** As Ctrl-C would: a training under way hears of that, too. */
function stop(): void {
  stopping.abort();
  process.emit('SIGINT');
}

async function begin({ plan, file, trial, processes }: SearchTask): Promise<void> {
  try {
    const run = trialIn(trial);
    const store = await storeInFile(file, plan);
    const onEvent = (event: Extract<FromWorker, { kind: 'event' }>['event']) => tell({ kind: 'event', event });
    await interruptible((interrupt) => {
      return runTrials(store, plan, run, AbortSignal.any([stopping.signal, interrupt]), { onEvent, processes });
    });
    process.exitCode = 0;
  } catch (error) {
    await tell({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
  // An engine may keep the process alive.
  process.exit();
}

function tell(message: FromWorker): Promise<void> {
  return new Promise((done) => {
    if (!process.connected) return done();
    process.send?.(message, undefined, {}, () => done());
  });
}
