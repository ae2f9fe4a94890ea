/** In a file of its own, because it also runs in the browser, where there are no files. */

/**
 * A mistake of the user's, or a fact of the machine: its message is one clear sentence (what, where, what to do),
 * and it is shown without a stack trace.
 */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UserError';
    this.stack = message;
  }
}
