/** A fact of the machine that stops the set-up: its message is one clear sentence with the remedy, shown without a stack trace. */
class SetupError extends Error {
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}

module.exports = { SetupError };
