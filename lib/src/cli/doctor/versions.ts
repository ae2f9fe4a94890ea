import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../project';
import { coursePython, pythonVariables } from '../python';
import { ask } from './ask';
import { broken, type Finding, ok, setUpAgain, warn } from './finding';

interface PackageJson {
  version: string;
  engines?: { node?: string };
  dependencies?: Record<string, string>;
}

/** npm packages whose version matters, with the name that people know them by. */
const packages: Record<string, string> = {
  tslab: 'tslab',
  '@tensorflow/tfjs': 'TensorFlow.js',
  typescript: 'TypeScript',
  'plotly.js-dist-min': 'plotly.js',
  'danfojs-node': 'danfo.js',
  katex: 'KaTeX',
};

/** Python packages, likewise. */
const pythonPackages: Record<string, string> = {
  jupyterlab: 'JupyterLab',
  nbclient: 'nbclient',
  nbconvert: 'nbconvert',
  plotly: 'plotly (renderer)',
};

const questions = `
import json, platform
from importlib.metadata import PackageNotFoundError, version
found = {"python": platform.python_version()}
for name in ${JSON.stringify(Object.keys(pythonPackages))}:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        found[name] = None
print(json.dumps(found))
`;

import { say } from '../../languages/say';

export async function versions(): Promise<Finding[]> {
  const [npm, python] = await Promise.all([npmVersion(), pythonVersions()]);
  return [nodeVersion(process.versions.node), npm, ...python, ...npmPackages()];
}

/** @param current like '20.11.0' */
export function nodeVersion(current: string): Finding {
  const lowest = /\d+\.\d+\.\d+/.exec(readPackage('package.json')?.engines?.node ?? '')?.[0] ?? '20.0.0';
  if (isBefore(current, lowest))
    return broken('Node', current, say('install Node {lowest} or newer from https://nodejs.org', { lowest }));
  return ok('Node', current);
}

export function isBefore(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  const differing = b.findIndex((part, i) => part !== a[i]);
  return differing >= 0 && a[differing] < b[differing];
}

async function npmVersion(): Promise<Finding> {
  // On Windows npm is a batch file, which only a shell can start.
  const { status, stdout } = await ask('npm', ['--version'], { cwd: projectRoot, shell: process.platform === 'win32' });
  if (status === 0) return ok('npm', stdout.trim());
  return warn('npm', say('not found'), say('install Node together with npm: npm start needs it'));
}

async function pythonVersions(): Promise<Finding[]> {
  let python: string;
  try {
    python = coursePython();
  } catch {
    return [broken('Python', say('the environment .venv is missing'))];
  }
  const answer = await ask(python, ['-c', questions], { env: pythonVariables() });
  if (answer.status !== 0)
    return [broken('Python', say('.venv does not work: {why}', { why: lastLine(answer.stderr) }))];
  const found = JSON.parse(answer.stdout) as Record<string, string | null>;
  return [
    ok('Python', found.python ?? ''),
    ...Object.entries(pythonPackages).map(([name, title]) => {
      const version = found[name];
      return version
        ? ok(title, version)
        : broken(title, say('the Python package {name} is missing in .venv', { name }));
    }),
  ];
}

function npmPackages(): Finding[] {
  const wanted = {
    ...readPackage('package.json')?.dependencies,
    ...readPackage('lib/package.json')?.dependencies,
  };
  return Object.entries(packages).map(([name, title]) => {
    const installed =
      readPackage(`lib/node_modules/${name}/package.json`) ?? readPackage(`node_modules/${name}/package.json`);
    if (installed === undefined) return broken(title, say('the npm package {name} is not installed', { name }));
    const pinned = wanted[name];
    if (pinned !== undefined && /^\d/.test(pinned) && pinned !== installed.version) {
      return warn(
        title,
        say('{version}, the course was tested with {pinned}', { version: installed.version, pinned }),
        setUpAgain,
      );
    }
    return ok(title, installed.version);
  });
}

function readPackage(path: string): PackageJson | undefined {
  const file = join(projectRoot, path);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageJson) : undefined;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || say('no message');
}
