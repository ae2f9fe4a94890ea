import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { projectRoot, UserError, writeWhole } from '../project';
import type { Command } from './command';
import { readOptions } from './options';
import { pythonFolder } from './python';

const usage = toSay(`usage: npx --no-install convolab nbgrader-config [OPTIONS]

Writes the configuration with which nbgrader grades notebooks of the course. Without it nbgrader gives points to cells that
were not run, and stops at a test that fails. nbgrader itself is not part of the course: docs/nbgrader.md tells how to get it,
and why its grades are good for the work of people you trust only.

  --to FILE   where to write it (default nbgrader/nbgrader_config.py). The folder becomes the folder of nbgrader's course;
              it must be in the folder of ConvoLab, where notebooks find the library
`);

export const nbgraderConfigCommand: Command = {
  name: 'nbgrader-config',
  summary: 'writes the configuration with which nbgrader grades notebooks of the course',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('nbgrader-config', args, { to: { type: 'string' } });
  if (positionals.length > 0) {
    throw new UserError(
      say('convolab nbgrader-config takes no "{word}": to name a file, say --to FILE.', { word: positionals[0] }),
    );
  }
  const { path, written } = writeNbgraderConfig(values.to);
  const folder = relative(process.cwd(), dirname(path)) || '.';
  const lines = [
    `${relative(process.cwd(), path)}${written ? '' : ` ${say('(unchanged)')}`}`,
    '',
    say('Next, for chapter 2:'),
    `  mkdir -p ${join(folder, 'source', '02-fundamentals')}`,
    `  cp ${relative(process.cwd(), join(projectRoot, 'solutions', '02-fundamentals.ipynb'))} ${join(folder, 'source', '02-fundamentals')}`,
    `  cd ${folder}`,
    '  nbgrader generate_assignment 02-fundamentals',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/**
 * @param to the file; nbgrader finds no other name than nbgrader_config.py
 * @returns its path, and whether it was written: one that says the same is left as it is
 * @throws UserError for a file that would not work, and for one that a teacher has changed
 */
export function writeNbgraderConfig(to?: string): { path: string; written: boolean } {
  const path = to === undefined ? join(projectRoot, 'nbgrader', 'nbgrader_config.py') : resolve(to);
  if (!path.endsWith('nbgrader_config.py')) {
    throw new UserError(
      say('--to must end in nbgrader_config.py, the name that nbgrader looks for; try {to}.', {
        to: join(to ?? '', 'nbgrader_config.py'),
      }),
    );
  }
  const inside = relative(projectRoot, path);
  if (inside.startsWith('..') || isAbsolute(inside)) {
    throw new UserError(
      say(
        '{path} is outside of {projectRoot}: notebooks find the library only in that folder and below. Take a folder in it, such as nbgrader/.',
        { path, projectRoot },
      ),
    );
  }
  const text = configText();
  if (existsSync(path)) {
    if (readFileSync(path, 'utf8') === text) return { path, written: false };
    throw new UserError(
      say('{path} exists and says something else. Move it away, or name another one with --to.', { path }),
    );
  }
  writeWhole(path, text);
  return { path, written: true };
}

function configText(): string {
  return `# Configuration of nbgrader for ConvoLab, written by \`convolab nbgrader-config\`.
import sys

course = ${pythonText(projectRoot)}
sys.path.insert(0, ${pythonText(pythonFolder)})
from convolab_nbgrader import configure

c = get_config()
c.CourseDirectory.course_id = "convolab"
configure(c, course)

# Your own settings go below.
`;
}

/** A string of Python; JSON's are, but for characters beyond 16 bits, which Python's own would not pair. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
