/** Which language the reader reads. */
import { basename, resolve } from 'node:path';
import { UserError } from '../project';
import { english, languages } from './translations';

export interface Surroundings {
  /** of the notebook that runs, or of the one that a command is about */
  folder?: string;
  environment?: Record<string, string | undefined>;
}

/**
 * The code of the reader's language: CONVOLAB_LANG, which `--lang` sets, else that of the notebook, else that of the computer (LC_ALL,
 * LC_MESSAGES, LANG), where the course is translated into it; else English.
 */
export function readerLanguage({ folder, environment = process.env }: Surroundings = {}): string {
  const codes = languageCodes();
  const named = askedLanguage(environment);
  if (named !== undefined) return named;
  const ofNotebook = folder === undefined ? undefined : languageOfFolder(folder, codes);
  if (ofNotebook !== undefined) return ofNotebook;
  // the first that is set decides, as everywhere on the system
  const ofComputer = codeIn(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG);
  return ofComputer !== undefined && codes.includes(ofComputer) ? ofComputer : english.code;
}

/** The code that CONVOLAB_LANG names, which `--lang` sets; nothing where the course has no such translation. */
export function askedLanguage(environment: Surroundings['environment'] = process.env): string | undefined {
  const named = codeIn(environment.CONVOLAB_LANG);
  return named !== undefined && languageCodes().includes(named) ? named : undefined;
}

/**
 * The arguments of a command without `--lang CODE`, and that code.
 * @throws UserError if the course has no translation into this language, or the code is missing
 */
export function takeLanguage(args: string[]): { rest: string[]; asked?: string } {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (at < 0) return { rest: args };
  const joined = args[at].startsWith('--lang=');
  const asked = joined ? args[at].slice('--lang='.length) : args[at + 1];
  const known = languageCodes();
  if (asked === undefined || !known.includes(asked)) {
    const problem = asked ? `The course has no translation "${asked}".` : 'The option --lang needs a language.';
    throw new UserError(`${problem} There is: ${known.join(', ')}.`);
  }
  return { rest: [...args.slice(0, at), ...args.slice(at + (joined ? 1 : 2))], asked };
}

function languageCodes(): string[] {
  return [english, ...languages()].map(({ code }) => code);
}

/** A folder `fr` holds French notebooks; those of the course that have no such name hold English ones. */
function languageOfFolder(folder: string, codes: string[]): string | undefined {
  const name = basename(resolve(folder));
  if (codes.includes(name)) return name;
  return ['notebooks', 'exercises', 'solutions'].includes(name) ? english.code : undefined;
}

/** 'fr_CA.UTF-8' is 'fr'. */
function codeIn(locale: string | undefined): string | undefined {
  return /^[a-z]{2,3}/i.exec(locale ?? '')?.[0].toLowerCase();
}
