import { type ParseArgsConfig, parseArgs } from 'node:util';
import { say } from '../languages/say';
import { UserError } from '../project';
import { nearest } from './nearest';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>>;

/**
 * Node's own parser with our sentences.
 * @param command name in the error messages, as in `convolab run`
 * @throws UserError for an option that does not exist or lacks its value
 */
export function readOptions<const T extends Options>(command: string, args: string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UserError(sentence(command, error as Error & { code?: string }, Object.keys(options)));
  }
}

function sentence(command: string, error: Error & { code?: string }, known: string[]): string {
  const help = say('See npx --no-install convolab {command} --help.', { command });
  const option = /'(-{1,2}[^'\s]*)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = nearest(option.replace(/^-+/, ''), known);
    return [
      say('convolab {command} has no option {option}.', { command, option }),
      ...(meant ? [say('Did you mean --{meant}?', { meant })] : []),
      help,
    ].join(' ');
  }
  if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const needsValue = /argument missing|ambiguous/.test(error.message);
    const name = /--[\w-]+/.exec(error.message)?.[0] ?? option;
    return `${needsValue ? say('The option {name} of convolab {command} needs a value.', { name, command }) : say('The option {name} of convolab {command} takes no value.', { name, command })} ${help}`;
  }
  return `${error.message} ${help}`;
}

/** @throws UserError unless the text is a number above zero */
export function readSeconds(option: string, text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new UserError(say('{option} is a time in seconds, a number above 0; got "{text}".', { option, text }));
  }
  return seconds;
}

/** @throws UserError unless the text is a whole number above zero */
export function readCount(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isSafeInteger(number))) {
    throw new UserError(say('{option} is a whole number, 1 or more; got "{text}".', { option, text }));
  }
  return number;
}
