/** What to tell a student whose code did not come back with a result. */
import { say } from '../languages/say';
import { sayAgain } from '../languages/say-again';
import { sayError } from '../languages/say-error';
import { inNumbers, quote } from './describe';
import type { Outcome, Thrown } from './run';

/** What is known about the surroundings of the answer, for better sentences. */
export interface Surroundings {
  entry: string;
  /** names that the answer may import from 'convolab' */
  imports: string[];
  /** names that other cells of the notebook declare, where that is known */
  elsewhere?: (name: string) => boolean;
}

/** The text that an unfilled answer throws; `convolab release` writes it into the student's notebook. */
export const stubMessage = 'YOUR CODE HERE';

export function isStubError(error: Thrown): boolean {
  return error.message.includes(stubMessage);
}

/** One sentence about an outcome other than a result. */
export function outcomeInWords(
  outcome: Exclude<Outcome, { status: 'returned' }>,
  about: Surroundings,
  subject = `\`${about.entry}\``,
): string {
  const facts = { subject, seconds: 'seconds' in outcome ? inNumbers(outcome.seconds) : '' };
  switch (outcome.status) {
    case 'timeout':
      return trains(outcome)
        ? say(
            '{subject} was stopped after {seconds} s: a training that takes too long, or a loop that never ends.',
            facts,
          )
        : say(
            '{subject} was stopped after {seconds} s: probably a loop that never ends. Does every loop change the variable that its condition tests?',
            facts,
          );
    case 'pending':
      return trains(outcome)
        ? say(
            '{subject} returned a Promise that did not settle within {seconds} s: does something `await` what never happens, or does the training take too long?',
            facts,
          )
        : say(
            '{subject} returned a Promise that did not settle within {seconds} s: does something `await` what never happens?',
            facts,
          );
    case 'ended':
      return say(
        '{subject} was stopped after {seconds} s: it ended its own process, used all the memory, or would not stop otherwise.',
        facts,
      );
    default:
      return errorInWords(outcome.error, about);
  }
}

/** What may run for a minute trains a model. */
const trains = ({ seconds }: { seconds: number }): boolean => seconds >= 60;

export function errorInWords(error: Thrown, about: Surroundings): string {
  const where = error.at ? say(' in the line `{line}`', { line: shorten(error.at) }) : '';
  const missing = /^(\S+) is not defined$/.exec(error.message)?.[1];
  if (error.name === 'ReferenceError' && missing) return missingInWords(missing, about);
  const [, kind, name] = /CONVOLAB_IMPORT (module|name) (.*)$/.exec(error.message) ?? [];
  if (kind) return importInWords(kind, name, about.imports);
  const withheld = /CONVOLAB_WITHHELD (\w+)$/.exec(error.message)?.[1];
  if (withheld) {
    return say(
      'The answer calls `{name}` of the model{where}: this exercise is to be written without it. Write the steps that it takes yourself.',
      { name: withheld, where },
    );
  }
  if (error.name === 'UserError') {
    const said = sayAgain(error.message);
    return said === error.message ? sayError(said) : said;
  }
  if (error.message === 'too large')
    return say('`{entry}` returned more than two million values: check the size of what it builds.', {
      entry: about.entry,
    });
  if (error.name === 'SyntaxError')
    return say('The answer cell cannot be read: {message}.', { message: error.message });
  if (/call stack/i.test(error.message)) {
    return say('`{entry}` calls itself without end: a recursion needs a case in which it stops.', {
      entry: about.entry,
    });
  }
  const reading = /Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.*)'\)/.exec(
    error.message,
  );
  if (reading) {
    const index = /^\d+$/.test(reading[2]);
    const advice = index
      ? say('an index runs over the edge of an array. Compare the limits of the loops with the sizes of the arrays')
      : say('something is {value} there, and `.{part}` was asked of it', { value: reading[1], part: reading[2] });
    return say('It stopped{where}: {advice} ({message}).', { where, advice, message: error.message });
  }
  const told = error.name === 'ShapeError' ? sayError(error.message) : error.message;
  const message = told ? `: ${shorten(told, 200).replace(/\.+$/, '')}` : '';
  return say('It stopped{where} with {error}.', { where, error: `${error.name}${message}` });
}

function missingInWords(name: string, about: Surroundings): string {
  if (name === about.entry) {
    return say('The answer cell declares no `{name}`: give your answer exactly this name, and run its cell again.', {
      name,
    });
  }
  if (about.imports.includes(name)) {
    return say(
      '`{name}` is imported in another cell: helpers and imports must stand in the answer cell. Add `{code}` to it.',
      { name, code: `import { ${name} } from 'convolab'` },
    );
  }
  if (about.elsewhere && !about.elsewhere(name)) return say('`{name}` is not defined: is the name misspelt?', { name });
  return say('`{name}` is defined in another cell: helpers and imports must stand in the answer cell.', { name });
}

function importInWords(kind: string, name: string, imports: string[]): string {
  const allowed =
    imports.length > 0
      ? say("It may import {names} from 'convolab'.", { names: imports.map((part) => `\`${part}\``).join(', ') })
      : say('It needs no import at all.');
  const refused =
    kind === 'module'
      ? say('The answer imports {module}, which is not there when it is graded.', { module: quote(name) })
      : say("The answer imports `{name}` from 'convolab', but this exercise is to be written without it.", { name });
  return `${refused} ${allowed}`;
}

function shorten(text: string, room = 80): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > room ? `${line.slice(0, room - 1)}…` : line;
}
