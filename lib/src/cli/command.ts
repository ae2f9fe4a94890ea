/** One subcommand of `convolab`; each lives in a file of its own and is listed in `main.ts`. */
export interface Command {
  name: string;
  /** one line for `convolab --help` */
  summary: string;
  /** what `convolab NAME --help` prints */
  usage: string;
  /** @returns the exit status; a `UserError` that it throws is printed as its one sentence with status 1 */
  run(args: string[]): Promise<number>;
}
