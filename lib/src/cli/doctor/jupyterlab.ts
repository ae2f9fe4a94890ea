import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../languages/say';
import { coursePython, environmentFolder, pythonVariables } from '../python';
import { ask } from './ask';
import { broken, type Finding, ok, setUpAgain, warn } from './finding';

const share = join(environmentFolder, 'share', 'jupyter');

/** The extension that draws our figures; a plain `jupyter labextension list` tells whether JupyterLab will load it. */
export async function renderer(): Promise<Finding[]> {
  let python: string;
  try {
    python = coursePython();
  } catch {
    return [broken('renderer', say('the environment .venv is missing'))];
  }
  const answer = await ask(python, ['-m', 'jupyter', 'labextension', 'list'], { env: pythonVariables(), timeout: 60 });
  return [rendererFinding(answer.stdout + answer.stderr)];
}

/** @param listing what `jupyter labextension list` prints, colours and all */
export function rendererFinding(listing: string): Finding {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how terminal colours begin
  const plain = listing.replace(/\u001b\[[0-9;]*m/g, '');
  const line = plain.split('\n').find((text) => text.includes('jupyterlab-plotly'));
  if (line === undefined)
    return broken('renderer', say('jupyterlab-plotly is missing: JupyterLab would show no figures'));
  const found = line.trim().replace(/\s+/g, ' ').split(' (')[0];
  if (/\bdisabled\b/.test(line))
    return broken('renderer', found, say('run .venv/bin/jupyter labextension enable jupyterlab-plotly'));
  if (!/\benabled\b/.test(line) || !/\bOK\b/.test(line)) return broken('renderer', found);
  return ok('renderer', found);
}

/** JupyterLab must not ask about news on its first start: that would be a request to a foreign host. */
export async function news(folder = join(share, 'lab', 'settings')): Promise<Finding[]> {
  const setting = readJson(join(folder, 'overrides.json'))?.['@jupyterlab/apputils-extension:notification'];
  if ((setting as { fetchNews?: string } | undefined)?.fetchNews === 'false') return [ok('news prompt', 'off')];
  return [warn('news prompt', say('on: JupyterLab will ask on its first start'), setUpAgain)];
}

function readJson(file: string): Record<string, unknown> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
