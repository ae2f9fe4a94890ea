/** In a file of its own, because it also runs in the browser, where there are no files. */

let inWords = (message: string): string => message;

/** How messages are said from now on: the library has them in the reader's language. What it does not know it leaves as it is. */
export function sayUserErrors(say: (message: string) => string): void {
  inWords = say;
}

/**
 * A mistake of the user's, or a fact of the machine: its message is one clear sentence (what, where, what to do),
 * and it is shown without a stack trace.
 */
export class UserError extends Error {
  constructor(message: string) {
    const said = inWords(message);
    super(said);
    this.name = 'UserError';
    this.stack = said;
  }
}
