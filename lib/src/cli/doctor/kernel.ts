import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { say } from '../../languages/say';
import { stateFolder, writeWhole } from '../../project';
import { executeNotebook } from '../notebook/execute';
import { readNotebook, sourceOf } from '../notebook/find';
import { environmentFolder } from '../python';
import { broken, type Finding, ok, setUpAgain } from './finding';

/** Where the kernel is registered for the course's own Jupyter. */
const kernelFile = join(environmentFolder, 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json');

const secret = 20_231;

/** Registered, its programs there, and it computes. */
export async function kernel(file = kernelFile): Promise<Finding[]> {
  if (!existsSync(file)) return [broken('kernel', say('the TypeScript kernel is not registered in .venv'))];
  let argv: string[];
  try {
    argv = (JSON.parse(readFileSync(file, 'utf8')) as { argv: string[] }).argv;
  } catch {
    return [broken('kernel', say('{file} is not readable', { file }))];
  }
  const missing = argv.slice(0, 2).find((part) => isAbsolute(part) && !isFile(part));
  if (missing !== undefined) {
    return [
      broken(
        'kernel',
        say('it starts {missing}, which is not there any more', { missing }),
        say('{setUpAgain}: it registers the kernel for this Node', { setUpAgain: say(setUpAgain) }),
      ),
    ];
  }
  return [await answer(argv[0])];
}

/** Executes a notebook of one cell, in the way that `convolab run` does. */
async function answer(node: string): Promise<Finding> {
  const folder = join(stateFolder, 'doctor');
  const question = join(folder, 'question.ipynb');
  const executed = join(folder, 'answer.ipynb');
  const cell = {
    cell_type: 'code',
    id: 'sum',
    metadata: {},
    source: `${secret} + 1`,
    outputs: [],
    execution_count: null,
  };
  const metadata = { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } };
  writeWhole(question, JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }));
  try {
    const run = await executeNotebook(question, { timeout: 60, save: executed });
    if (!run.ok) return broken('kernel', run.problem ?? run.cells[0].error ?? say('it does not answer'));
    const outputs = JSON.stringify(readNotebook(executed).cells[0].outputs);
    if (!outputs.includes(String(secret + 1))) {
      return broken(
        'kernel',
        say('it answers {question} with {outputs}', { question: sourceOf(readNotebook(question).cells[0]), outputs }),
      );
    }
    return ok('kernel', say('tslab answers in {seconds} s, with {node}', { seconds: run.seconds.toFixed(1), node }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
