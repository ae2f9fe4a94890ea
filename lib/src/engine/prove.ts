/**
 * The child process that tries an engine, so that a library that crashes or hangs takes no kernel with it.
 * Its argument is a candidate as JSON. It prints the versions as JSON, or fails with the reason on stderr.
 */
import type { Candidate } from './candidates';
import { load } from './load';
import { proveTraining } from './training-step';

async function prove(candidate: Candidate): Promise<void> {
  const versions = await load(candidate);
  proveTraining();
  process.stdout.write(`${JSON.stringify(versions)}\n`);
}

prove(JSON.parse(process.argv[2])).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
