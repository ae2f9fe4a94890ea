import { readFileSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { stateFolder, UserError, writeWhole } from '../project';
import { type Candidate, candidates, versionOf } from './candidates';
import type { EngineReport } from './report';
import { tryOut } from './try-out';

/** What was chosen, and why the faster ones were not. */
export interface Choice {
  id: Candidate['id'];
  whyNotFaster: string[];
}

const names = ['native', 'wasm', 'cpu'] as const;
const meanings: Record<Candidate['id'], string> = {
  'native-npm': 'Native TensorFlow as npm installs it',
  'native-built': 'Native TensorFlow as `npm start` builds it',
  'wasm-threads': 'WebAssembly with several threads',
  wasm: 'WebAssembly with one thread',
  cpu: 'Plain JavaScript',
};

/** The engine that CONVOLAB_ENGINE names, if it names one. */
export function namedEngine(): EngineReport['name'] | undefined {
  const value = process.env.CONVOLAB_ENGINE;
  if (!value) return undefined;
  const name = names.find((one) => one === value);
  if (!name) throw new UserError(`CONVOLAB_ENGINE is "${value}"; it may be native, wasm or cpu, or not set.`);
  return name;
}

/**
 * Finds the fastest engine that works, trying each in a child process. Plain JavaScript is taken only when it is named: it is
 * hundreds of times slower.
 * @param tried replaces the trial, in tests
 */
export async function choose(tried: (candidate: Candidate) => Promise<string | undefined> = tryOut): Promise<Choice> {
  const named = namedEngine();
  const whyNotFaster = named && named !== 'native' ? [`CONVOLAB_ENGINE names ${named}.`] : [];
  const eligible = candidates().filter(({ name }) => (named ? name === named : name !== 'cpu'));
  for (const candidate of eligible) {
    const failure = absence(candidate) ?? (await tried(candidate));
    // both native engines are as good
    if (!failure) return { id: candidate.id, whyNotFaster: candidate.name === 'native' ? [] : whyNotFaster };
    whyNotFaster.push(`${meanings[candidate.id]}: ${failure}.`);
  }
  const what = named
    ? `The engine "${named}", which CONVOLAB_ENGINE names, does not work here`
    : 'No engine works here';
  const advice =
    named === 'native'
      ? 'Run `npm start`, which builds it, or unset CONVOLAB_ENGINE.'
      : 'CONVOLAB_ENGINE=cpu works everywhere, slowly.';
  throw new UserError(`${what}. ${whyNotFaster.join(' ')} ${advice}`);
}

function absence({ name, binding }: Candidate): string | undefined {
  return name === 'native' && !binding ? 'not installed' : undefined;
}

const cacheFile = join(stateFolder, 'engine.json');

/** Everything that, when it changes, makes an earlier choice doubtful. */
export function choiceKey(): string {
  const packages = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'tfjs-native'].map(
    (name) => `${name} ${versionOf(name)}`,
  );
  const bindings = candidates().map(
    ({ id, threads, binding }) => `${id} ${threads} ${binding ? statSync(binding).mtimeMs : ''}`,
  );
  const [cpu] = cpus();
  return [process.version, process.platform, process.arch, cpu?.model ?? '', ...packages, ...bindings].join('; ');
}

/** The earlier choice under the present CONVOLAB_ENGINE, if nothing that matters has changed since. */
export function rememberedChoice(file = cacheFile): Choice | undefined {
  const entry = readEntries(file)[namedEngine() ?? 'fastest'];
  return entry?.key === choiceKey() ? entry.choice : undefined;
}

/** Where the course may only be read, as on a server for many, each process chooses anew. */
export function rememberChoice(choice: Choice, file = cacheFile): void {
  const entries = { ...readEntries(file), [namedEngine() ?? 'fastest']: { key: choiceKey(), choice } };
  try {
    writeWhole(file, `${JSON.stringify(entries, null, 2)}\n`);
  } catch {
    // the engine works all the same
  }
}

function readEntries(file: string): Record<string, { key: string; choice: Choice }> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // none yet, or cut short: choose anew
  }
}
