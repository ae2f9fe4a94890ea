/** Runs `convolab` in a process of its own, from the sources. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { main } from '../../lib/src/cli/main';
import { readTypeScript } from '../read-typescript';

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  output: string;
  complaints: string;
}

export interface RunningCommand {
  process: ChildProcess;
  /** waits for a line of its output; rejects where it ends before */
  line(wanted: RegExp): Promise<string>;
  ended: Promise<Ended>;
}

/** @param input what is typed; nothing unless given */
export function startCommand(args: string[], env: Record<string, string>, input = ''): RunningCommand {
  const child = spawn(process.execPath, [...readTypeScript, __filename, ...args], {
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  let complaints = '';
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (status, signal) => {
      resolve({ status, signal, output: lines.join('\n'), complaints });
    });
  });
  let read = 0;
  const line = (wanted: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.slice(read).findIndex((one) => wanted.test(one));
        if (found < 0) return;
        read += found + 1;
        listeners.delete(look);
        resolve(lines[read - 1]);
      };
      listeners.add(look);
      look();
      void ended.then(({ output }) => reject(new Error(`it ended without ${wanted}:\n${output}\n${complaints}`)));
    });
  return { process: child, line, ended };
}

export const runCommand = (args: string[], env: Record<string, string>, input = ''): Promise<Ended> =>
  startCommand(args, env, input).ended;
