/** One line of `convolab doctor`. */
import { toSay } from '../../languages/english';
export interface Finding {
  name: string;
  /** `warn`: the course works, but slower or not as meant; `broken`: part of it does not work */
  state: 'ok' | 'warn' | 'broken';
  /** a version, a count, or what is wrong */
  found: string;
  /** what to do; always there unless the state is `ok` */
  remedy?: string;
}

export const setUpAgain = toSay('run npm start -- --setup-only');

export function ok(name: string, found: string): Finding {
  return { name, state: 'ok', found };
}

export function warn(name: string, found: string, remedy: string): Finding {
  return { name, state: 'warn', found, remedy };
}

export function broken(name: string, found: string, remedy: string = setUpAgain): Finding {
  return { name, state: 'broken', found, remedy };
}
