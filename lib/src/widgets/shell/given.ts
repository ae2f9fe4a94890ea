import { UserError } from '../../user-error';

/** What a notebook hands to a widget, checked: one sentence each, which names the call. */

/** A whole number from 1 to `most`. */
export function upTo(most: number, value: number, name: string, call: string): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UserError(`${call}: ${name} must be a whole number from 1 to ${most}, got ${value}.`);
}

/** One of the names of a registry. @param what it is, in one word @param instead what else could be given, as ', or weights' */
export function oneOf<Name extends string>(
  registry: Record<Name, unknown>,
  name: Name,
  what: string,
  call: string,
  instead = '',
): Name {
  if (Object.hasOwn(registry, name)) return name;
  const names = Object.keys(registry).join(', ');
  throw new UserError(`${call}: there is no ${what} '${name}'. Take one of ${names}${instead}.`);
}
