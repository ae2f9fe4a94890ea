import { spawn } from 'node:child_process';
import { extname, join } from 'node:path';
import type { Candidate } from './candidates';
import { sourceOptions } from './source-options';

const secondsToProve = 60;

/** Tries a candidate in a process of its own. @returns undefined if it works, else why it does not, as the end of a sentence */
export function tryOut(candidate: Candidate): Promise<string | undefined> {
  const extension = extname(__filename);
  const script = join(__dirname, `prove${extension}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...sourceOptions(extension), script, JSON.stringify(candidate)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
      windowsHide: true,
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), secondsToProve * 1000);
    let printed = '';
    let complaints = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    child.stderr.on('data', (text) => {
      complaints += text;
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (status === 0 && printed.includes('"tfjs"')) return resolve(undefined);
      if (signal === 'SIGILL') return resolve('this processor lacks instructions that it needs (AVX)');
      if (signal === 'SIGKILL') return resolve(`it did not finish a small training step in ${secondsToProve} s`);
      if (signal) return resolve(`it crashed (${signal})`);
      resolve(complaints.trim().split('\n')[0] || `it ended with status ${status}`);
    });
  });
}
