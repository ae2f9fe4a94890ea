/** When the inputs of graded cases stop being a secret: the one rule for every page that students see. */
import type { Exercise } from '../../exercises/spec';
import type { Extension, Release } from '../classroom/records';

const day = 24 * 60 * 60 * 1000;

/** The last moment at which somebody of the class can still hand in for points: due dates, extensions and late days. */
export function lastChance(release: Release, extensions: Extension[]): Date {
  const due = [release, ...extensions.filter((one) => one.release === release.id)].map((one) => Date.parse(one.due));
  return new Date(Math.max(...due) + (release.late?.days ?? 0) * day);
}

/**
 * Whether a page may show what the cases of an exercise asked for: what was expected, what came back, what the answer printed (it can
 * print its arguments) and sentences that quote them. All hand-ins of a release are graded with the same cases, so they stay
 * secret as long as anybody can still hand in. Cases that are the public ones are no secret.
 */
export function casesAreOpen(
  exercise: Exercise | undefined,
  { release, extensions, now }: { release: Release; extensions: Extension[]; now: Date },
): boolean {
  const isPublic = exercise !== undefined && !('gradedCases' in exercise && exercise.gradedCases);
  return isPublic || now > lastChance(release, extensions);
}
