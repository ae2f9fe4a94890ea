import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-datasets-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The variables that a test has changed, and will get back what they were before its first change. */
const changed = new WeakMap<TestContext, Set<string>>();

/** Sets environment variables for one test; `undefined` removes one. */
export function withEnvironment(t: TestContext, values: Record<string, string | undefined>): void {
  const names = changed.get(t) ?? new Set<string>();
  changed.set(t, names);
  for (const [name, value] of Object.entries(values)) {
    const before = process.env[name];
    set(name, value);
    if (names.has(name)) continue;
    names.add(name);
    t.after(() => set(name, before));
  }
}

function set(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
