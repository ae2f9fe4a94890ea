import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../languages/say';
import { projectRoot, UserError } from '../project';

/** The course's own Python environment, made by `npm start`. */
export const environmentFolder = join(projectRoot, '.venv');

/** Our Python programs; committed, not built. */
export const pythonFolder = join(projectRoot, 'lib', 'python');

/** The Python in `.venv`. @throws UserError if it is not there */
export function coursePython(): string {
  const places = [join(environmentFolder, 'bin', 'python'), join(environmentFolder, 'Scripts', 'python.exe')];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) {
    throw new UserError(say('The Python environment of the course (.venv) is missing. Run npm start -- --setup-only.'));
  }
  return found;
}

/**
 * For every Python program of ours. Python's own variables would point it at other people's packages; kernels of
 * `.venv` come before the ones in the home folder.
 */
export function pythonVariables(): NodeJS.ProcessEnv {
  const { PYTHONHOME: _home, PYTHONPATH: _path, ...mine } = process.env;
  return {
    ...mine,
    JUPYTER_PREFER_ENV_PATH: '1',
    PYTHONUTF8: '1',
    PYTHONNOUSERSITE: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
