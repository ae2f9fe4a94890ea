import { spawn } from 'node:child_process';

export interface Answer {
  /** exit status; null if the program was killed, took too long or could not be started */
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface AskOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** seconds */
  timeout?: number;
  shell?: boolean;
}

/** Runs a program and gathers what it prints. Whatever it does, a crash included, ends in the answer. */
export function ask(command: string, args: string[], options: AskOptions = {}): Promise<Answer> {
  const { timeout = 30, ...rest } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...rest,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeout * 1000,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    child.on('error', (error) => resolve({ status: null, stdout: output.stdout, stderr: error.message }));
    child.on('close', (status) => resolve({ status, ...output }));
  });
}
