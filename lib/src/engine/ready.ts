import { candidates } from './candidates';
import { type Choice, choose, rememberChoice, rememberedChoice } from './choice';
import { endGuard } from './guard';
import { hasOwnOperations } from './kernels/native-operations';
import { speedUpsOf } from './kernels/switches';
import { load } from './load';
import { type EngineReport, reportLine } from './report';

let ready: Promise<EngineReport> | undefined;

/**
 * Puts TensorFlow.js on the fastest engine that works on this machine: native TensorFlow, else WebAssembly with threads, else
 * WebAssembly with one thread. The first call chooses (the choice is kept in `.convolab/engine.json` for later starts) and prints
 * one line; later calls return the same report at once. The environment variable CONVOLAB_ENGINE (`native`, `wasm`, `cpu`)
 * decides instead.
 * @param options quiet: print nothing, for commands whose output a program reads
 * @throws UserError if no engine works, or the named one does not
 */
export function engineReady(options: { quiet?: boolean } = {}): Promise<EngineReport> {
  ready ??= start(options.quiet ?? false).catch((error) => {
    ready = undefined; // a later call may do better, with another CONVOLAB_ENGINE
    throw error;
  });
  return ready;
}

async function start(quiet: boolean): Promise<EngineReport> {
  const remembered = rememberedChoice();
  const report =
    (remembered && (await run(remembered).catch(() => undefined))) ?? (await run(await chooseAndRemember()));
  endGuard();
  if (!quiet) console.log(reportLine(report));
  return report;
}

async function chooseAndRemember(): Promise<Choice> {
  const choice = await choose();
  rememberChoice(choice);
  return choice;
}

async function run({ id, whyNotFaster }: Choice): Promise<EngineReport> {
  const candidate = candidates().find((one) => one.id === id);
  if (!candidate) throw new Error(`there is no engine ${id}`);
  const versions = await load(candidate);
  const { name, threads } = candidate;
  const source = id === 'native-npm' ? 'npm' : id === 'native-built' ? 'built' : undefined;
  const speedUps = speedUpsOf(name, hasOwnOperations());
  return { name, source, threads, versions, speedUps, whyNotFaster };
}
