/** Lines that a person or a program types, one at a time. What comes before it is asked for is kept. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export interface LineReader {
  /** Prints the prompt, and waits for a line; undefined when there will be none any more. */
  ask(prompt: string): Promise<string | undefined>;
  close(): void;
}

export function lineReader(input: Readable, output: Writable): LineReader {
  const isTerminal = (input as Readable & { isTTY?: boolean }).isTTY === true;
  const lines = createInterface({ input, output: isTerminal ? output : undefined, terminal: isTerminal });
  const kept: string[] = [];
  let ended = false;
  let waiting: ((line: string | undefined) => void) | undefined;
  const answer = (line: string | undefined): void => {
    const resolve = waiting;
    waiting = undefined;
    resolve?.(line);
  };
  lines.on('line', (line) => (waiting ? answer(line) : kept.push(line)));
  lines.on('SIGINT', () => lines.close());
  lines.on('close', () => {
    ended = true;
    answer(undefined);
  });
  return {
    ask(prompt) {
      if (isTerminal) lines.setPrompt(prompt);
      if (isTerminal && !ended) lines.prompt();
      else output.write(prompt);
      if (kept.length > 0 || ended) return Promise.resolve(kept.shift());
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    close: () => lines.close(),
  };
}
