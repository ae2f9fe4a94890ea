/** What to tell a student whose code did not come back with a result. */
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
  switch (outcome.status) {
    case 'timeout':
      return `${subject} was stopped after ${inNumbers(outcome.seconds)} s: ${probablyEndless(outcome)}`;
    case 'pending':
      return `${subject} returned a Promise that did not settle within ${inNumbers(outcome.seconds)} s: does something \`await\` what never happens${orTooLong(outcome)}?`;
    case 'ended':
      return `${subject} was stopped after ${inNumbers(outcome.seconds)} s: it ended its own process, used all the memory, or would not stop otherwise.`;
    default:
      return errorInWords(outcome.error, about);
  }
}

/** What may run for a minute trains a model. */
const trains = ({ seconds }: { seconds: number }): boolean => seconds >= 60;
const orTooLong = (limit: { seconds: number }): string => (trains(limit) ? ', or does the training take too long' : '');
const probablyEndless = (limit: { seconds: number }): string =>
  trains(limit)
    ? 'a training that takes too long, or a loop that never ends.'
    : 'probably a loop that never ends. Does every loop change the variable that its condition tests?';

export function errorInWords(error: Thrown, about: Surroundings): string {
  const where = error.at ? ` in the line \`${shorten(error.at)}\`` : '';
  const missing = /^(\S+) is not defined$/.exec(error.message)?.[1];
  if (error.name === 'ReferenceError' && missing) return missingInWords(missing, about);
  const [, kind, name] = /CONVOLAB_IMPORT (module|name) (.*)$/.exec(error.message) ?? [];
  if (kind) return importInWords(kind, name, about.imports);
  const withheld = /CONVOLAB_WITHHELD (\w+)$/.exec(error.message)?.[1];
  if (withheld) {
    return `The answer calls \`${withheld}\` of the model${where}: this exercise is to be written without it. Write the steps that it takes yourself.`;
  }
  if (error.name === 'UserError') return error.message;
  if (error.message === 'too large')
    return `\`${about.entry}\` returned more than two million values: check the size of what it builds.`;
  if (error.name === 'SyntaxError') return `The answer cell cannot be read: ${error.message}.`;
  if (/call stack/i.test(error.message)) {
    return `\`${about.entry}\` calls itself without end: a recursion needs a case in which it stops.`;
  }
  const reading = /Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.*)'\)/.exec(
    error.message,
  );
  if (reading) {
    const index = /^\d+$/.test(reading[2]);
    const advice = index
      ? 'an index runs over the edge of an array. Compare the limits of the loops with the sizes of the arrays'
      : `something is ${reading[1]} there, and \`.${reading[2]}\` was asked of it`;
    return `It stopped${where}: ${advice} (${error.message}).`;
  }
  return `It stopped${where} with ${error.name}${error.message ? `: ${shorten(error.message, 200).replace(/\.+$/, '')}` : ''}.`;
}

function missingInWords(name: string, about: Surroundings): string {
  if (name === about.entry) {
    return `The answer cell declares no \`${name}\`: give your answer exactly this name, and run its cell again.`;
  }
  if (about.imports.includes(name)) {
    return `\`${name}\` is imported in another cell: helpers and imports must stand in the answer cell. Add \`import { ${name} } from 'convolab'\` to it.`;
  }
  if (about.elsewhere && !about.elsewhere(name)) return `\`${name}\` is not defined: is the name misspelt?`;
  return `\`${name}\` is defined in another cell: helpers and imports must stand in the answer cell.`;
}

function importInWords(kind: string, name: string, imports: string[]): string {
  const allowed =
    imports.length > 0
      ? `It may import ${imports.map((part) => `\`${part}\``).join(', ')} from 'convolab'.`
      : 'It needs no import at all.';
  if (kind === 'module') return `The answer imports ${quote(name)}, which is not there when it is graded. ${allowed}`;
  return `The answer imports \`${name}\` from 'convolab', but this exercise is to be written without it. ${allowed}`;
}

function shorten(text: string, room = 80): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > room ? `${line.slice(0, room - 1)}…` : line;
}
