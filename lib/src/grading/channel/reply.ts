/** Reads what comes out of a sandbox. Every field is looked at: the submission may have written it. */
import type { Outcome, Thrown } from '../../exercises/run';
import { type Given, readGiven } from '../../exercises/wire';
import { nesting } from '../reading/nesting';

/** The answer to one request. */
export interface Reply {
  id: string;
  outcome: Outcome;
  names: string[];
  printed: string;
}

/** What came out breaks the rules of the channel; the message is one sentence for teachers. */
export class ProtocolError extends Error {}

/** An encoded value nests three levels of JSON for each of its own, of which the encoder writes at most forty. */
const deepest = 150;

/** A reply may not be longer: two million numbers. */
export const longestReply = 24 * 2 ** 20;

/** Longer texts are cut; a judge has no use for more. */
const longestText = 16_000;

/**
 * @param line one line, without its end
 * @throws ProtocolError
 */
export function readReply(line: string): Reply {
  const reply = parse(line, 8);
  const { id, status, names, printed } = reply;
  if (typeof id !== 'string') throw new ProtocolError('The submission answered without the number of the question.');
  return { id, outcome: outcomeOf(status, reply), names: namesIn(names), printed: textIn(printed) };
}

function parse(text: string, depth: number): Record<string, unknown> {
  checkDepth(text, depth);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolError('The submission wrote something into the channel that is no answer.');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new ProtocolError('The submission wrote something into the channel that is no answer.');
  }
  return Object.assign(Object.create(null), value);
}

function outcomeOf(status: unknown, reply: Record<string, unknown>): Outcome {
  const seconds = typeof reply.seconds === 'number' && reply.seconds >= 0 ? reply.seconds : 0;
  switch (status) {
    case 'returned':
      return {
        status,
        results: resultsIn(reply.results),
        wasPromise: reply.wasPromise === true,
        ...(isIndex(reply.changedArgument) ? { changedArgument: reply.changedArgument } : {}),
      };
    case 'threw':
      return { status, error: errorIn(reply.error) };
    case 'timeout':
    case 'pending':
      return { status, seconds };
    default:
      throw new ProtocolError('The submission wrote an answer of an unknown kind into the channel.');
  }
}

function resultsIn(text: unknown): Given[] {
  if (typeof text !== 'string') throw new ProtocolError('The submission answered without a result.');
  checkDepth(text, deepest);
  let results: Given;
  try {
    results = readGiven(text);
  } catch {
    throw new ProtocolError('The submission returned a result that cannot be read.');
  }
  if (!Array.isArray(results)) throw new ProtocolError('The submission returned a result that cannot be read.');
  return results as Given[];
}

function errorIn(error: unknown): Thrown {
  const { name, message, at }: Record<string, unknown> =
    error !== null && typeof error === 'object' ? Object.assign(Object.create(null), error) : {};
  return { name: textIn(name).slice(0, 100) || 'Error', message: textIn(message), at: textIn(at) || undefined };
}

const namesIn = (names: unknown): string[] =>
  Array.isArray(names) ? names.slice(0, 1000).map((name) => textIn(name).slice(0, 200)) : [];

const textIn = (text: unknown): string => (typeof text === 'string' ? text.slice(0, longestText) : '');

const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

function checkDepth(text: string, limit: number): void {
  if (nesting(text) > limit) throw new ProtocolError('The submission returned something that is nested too deeply.');
}
