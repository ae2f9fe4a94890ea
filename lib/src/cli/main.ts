import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { toSay } from '../languages/english';
import { readerLanguage, takeLanguage } from '../languages/reader';
import { inLanguage, say } from '../languages/say';
import { sayMade } from '../languages/say-made';
import { english } from '../languages/translations';
import { projectRoot, stateFolder, UserError, writeWhole } from '../project';
import type { Command } from './command';
import { nearest } from './nearest';

interface Entry {
  /** the command's own summary, repeated so that `--help` loads no command; a test holds the two equal */
  summary: string;
  load(): Promise<Command>;
}

/** Every subcommand. Each is loaded when it is called: some need TensorFlow.js or the TypeScript compiler. */
export const commands: Record<string, Entry> = {
  doctor: {
    summary: toSay('examines this installation and says how to mend what is broken'),
    load: async () => (await import('./doctor')).doctorCommand,
  },
  run: {
    summary: toSay('executes notebooks without a browser and fails on a failing or skipped cell'),
    load: async () => (await import('./run')).runCommand,
  },
  page: {
    summary: toSay('makes a web page of a notebook that needs no network'),
    load: async () => (await import('./page')).pageCommand,
  },
  book: {
    summary: toSay('makes a website of the chapters that needs no network'),
    load: async () => (await import('./book')).bookCommand,
  },
  check: {
    summary: toSay('checks the answers in an exercise notebook'),
    load: async () => (await import('./check')).checkCommand,
  },
  pack: {
    summary: toSay('makes the file that a student hands in'),
    load: async () => (await import('./pack')).packCommand,
  },
  grade: {
    summary: toSay('grades what was collected from a class, or shows a teacher the texts to read'),
    load: async () => (await import('./grade')).gradeCommand,
  },
  worker: {
    summary: toSay('grades on this machine what others put into a queue'),
    load: async () => (await import('./worker')).workerCommand,
  },
  release: {
    summary: toSay("makes the student notebooks in exercises/ from the teacher's in solutions/"),
    load: async () => (await import('./release')).releaseCommand,
  },
  translate: {
    summary: toSay('makes the notebooks of other languages from the English ones and translations/'),
    load: async () => (await import('./translate')).translateCommand,
  },
  'nbgrader-config': {
    summary: toSay('writes the configuration with which nbgrader grades notebooks of the course'),
    load: async () => (await import('./nbgrader-config')).nbgraderConfigCommand,
  },
  assign: {
    summary: toSay('assigns chapters to a class and makes the folder for students'),
    load: async () => (await import('./assign')).assignCommand,
  },
  collect: {
    summary: toSay('collects hand-ins from a folder, an archive or clones'),
    load: async () => (await import('./collect')).collectCommand,
  },
  class: {
    summary: toSay('shows a class, adds students, extends due times, sets points, prints the audit trail'),
    load: async () => (await import('./class')).classCommand,
  },
  feedback: {
    summary: toSay('makes a page for each student of a class: points, cases, hints, remarks'),
    load: async () => (await import('./feedback')).feedbackCommand,
  },
  gradebook: {
    summary: toSay('writes the points of a class as CSV, also for Moodle, and prints a summary'),
    load: async () => (await import('./gradebook')).gradebookCommand,
  },
  dashboard: {
    summary: toSay('shows how a class does, in a page and a notebook for the teacher'),
    load: async () => (await import('./dashboard')).dashboardCommand,
  },
};

/** The commands of this installation: an assignment, which has no sources, comes without those of teachers. */
function offered(): string[] {
  const names = Object.keys(commands);
  if (existsSync(join(projectRoot, 'lib', 'src'))) return names;
  return names.filter((name) => existsSync(join(__dirname, `${name}.js`)));
}

/** Runs `convolab ARGS`; never rejects. @returns the exit status */
export async function main(args: string[]): Promise<number> {
  try {
    const { rest, asked } = takeLanguage(args);
    // for the kernels and processes that a command starts, too
    if (asked !== undefined) process.env.CONVOLAB_LANG = asked;
    return await inLanguage(readerLanguage(), () => reported(() => runCommand(rest), args));
  } catch (error) {
    // what --lang itself says, in the language of the computer
    return inLanguage(languageOfComputer(), () => reported(() => Promise.reject(error), args));
  }
}

/** What is thrown is told in the language of the work. */
async function reported(work: () => Promise<number>, args: string[]): Promise<number> {
  try {
    return await work();
  } catch (error) {
    process.stderr.write(`${explain(error, args)}\n`);
    return 1;
  }
}

/** A translation that cannot be read leaves English. */
function languageOfComputer(): string {
  try {
    return readerLanguage();
  } catch {
    return english.code;
  }
}

async function runCommand([name, ...rest]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = name === 'help' ? rest[0] : undefined;
    return about === undefined ? print(overview()) : print(say((await commandNamed(about)).usage));
  }
  if (name === '--version' || name === '-v') return print(courseVersion());
  const command = await commandNamed(name);
  if (rest.includes('--help') || rest.includes('-h')) return print(say(command.usage));
  return command.run(rest);
}

async function commandNamed(name: string): Promise<Command> {
  if (offered().includes(name)) return commands[name].load();
  const meant = nearest(name, offered());
  const advice =
    meant === undefined ? say('convolab --help lists them.') : say('Did you mean convolab {meant}?', { meant });
  throw new UserError(say('convolab has no command "{name}". {advice}', { name, advice }));
}

function overview(): string {
  const names = offered();
  const width = Math.max(...names.map((name) => name.length)) + 2;
  return [
    say('usage: npx --no-install convolab COMMAND [OPTIONS]'),
    '',
    ...names.map((name) => `  ${name.padEnd(width)}${say(commands[name].summary)}`),
    '',
    `  COMMAND --help   ${say('how to use one command')}`,
    `  --version        ${say('version of the course')}`,
    `  --lang CODE      ${say('language of what is said, where it is translated (fr); else CONVOLAB_LANG or that of the computer')}`,
  ].join('\n');
}

function courseVersion(): string {
  return JSON.parse(readFileSync(join(projectRoot, 'lib', 'package.json'), 'utf8')).version as string;
}

function print(text: string): number {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  return 0;
}

/** One sentence for people. The stack trace of a mistake of ours goes to a file that they can send. */
function explain(error: unknown, args: string[]): string {
  if (error instanceof UserError) return sayMade(error.message);
  const thrown = error instanceof Error ? error : new Error(String(error));
  const details = `convolab ${args.join(' ')}\nNode ${process.version}, ${process.platform} ${process.arch}\n\n${thrown.stack}\n`;
  if (process.env.CONVOLAB_DEBUG) return details;
  const [firstLine] = thrown.message.split('\n');
  const file = join(stateFolder, 'last-error.txt');
  try {
    writeWhole(file, details);
  } catch {
    return say('convolab stopped: {reason}. Set CONVOLAB_DEBUG=1 and try again to see the details.', {
      reason: firstLine,
    });
  }
  return say('convolab stopped: {reason}. Details are in {file}.', {
    reason: firstLine,
    file: relative(process.cwd(), file),
  });
}
