import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Context } from './scripts';

/** The variables of an English computer, for a process whose words a test reads. */
export const ENGLISH = { CONVOLAB_LANG: '', CONVOLAB_TRANSLATIONS: '', LC_ALL: '', LC_MESSAGES: 'C', LANG: 'C' };

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'convolab-setup-')));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Writes files below a folder; the names are paths. */
export function write(folder: string, files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** A program in the shell's language that plays another one. */
export function fakeProgram(folder: string, name: string, body: string): string {
  write(folder, { [name]: `#!/bin/sh\n${body}\n` });
  chmodSync(join(folder, name), 0o755);
  return join(folder, name);
}

/** A Python that answers the one question that the set-up asks. */
export function fakePython(folder: string, name: string, version: number[], venv = true): string {
  const path = join(folder, name);
  return fakeProgram(folder, name, `echo '${JSON.stringify({ version, path, venv })}'`);
}

/** What a stream was given, in one text. */
export class Paper {
  text = '';
  isTTY = false;
  columns = 80;
  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

export interface Call {
  command: string;
  args: string[];
}

/** What a step gets, with commands that are only noted; `answer` says how each of them ends and may do its work. */
export function fakeContext(
  root: string,
  answer: (call: Call) => { ok: boolean; output?: string } = () => ({ ok: true }),
): Context & { calls: Call[]; said: string[] } {
  const calls: Call[] = [];
  const said: string[] = [];
  return {
    root,
    env: { PATH: '', HOME: root },
    thorough: false,
    again: 'npm start',
    calls,
    said,
    tell: (sentence) => said.push(sentence),
    detail: () => {},
    commands: {
      async run(command, args) {
        calls.push({ command, args });
        return { output: '', code: 1, ...answer({ command, args }) };
      },
    },
  };
}
