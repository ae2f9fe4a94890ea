import { figures, say, sayCount } from '../../languages/say';
import { UserError } from '../../project';
import type { LatePolicy } from './records';

/**
 * Reads what late days cost.
 * @throws UserError
 * @example readLatePolicy('10 % a day, 3 days') // { percentPerDay: 10, days: 3 }
 */
export function readLatePolicy(text: string): LatePolicy {
  const found = /^\s*(\d+(?:\.\d+)?)\s*%\s*(?:a|per|\/)\s*day\s*,\s*(\d+)\s*days?\s*$/i.exec(text);
  const policy = { percentPerDay: Number(found?.[1]), days: Number(found?.[2]) };
  if (found && policy.percentPerDay <= 100 && policy.days >= 1 && policy.days <= 365) return policy;
  throw new UserError(`"${text}" says nothing about late days: write "10 % a day, 3 days", with at most 100 %.`);
}

/** A sentence for students. */
export function lateInWords(late?: LatePolicy): string {
  if (!late) return say('What comes later does not count.');
  const { percentPerDay, days } = late;
  return sayCount(
    days,
    'Each day that has begun after that costs {percent} % of the points; after one day nothing counts.',
    'Each day that has begun after that costs {percent} % of the points; after {n} days nothing counts.',
    { percent: figures(percentPerDay) },
  );
}
