import type { DataCheck } from '../../datasets/catalog';
import { say, sayCount } from '../../languages/say';
import { broken, type Finding, ok } from './finding';

/** Compares the embedded data sets with their checksums. */
export async function data(): Promise<Finding[]> {
  const { verifyData } = await import('../../datasets/catalog');
  return dataFindings(await verifyData());
}

/** One line a data set. */
export function dataFindings(checks: DataCheck[]): Finding[] {
  const sets = new Map<string, DataCheck[]>();
  for (const check of checks) sets.set(check.set, [...(sets.get(check.set) ?? []), check]);
  return [...sets].map(([set, files]) => {
    const bad = files.filter((file) => !file.ok);
    const count = sayCount(files.length, '{n} file', '{n} files');
    if (bad.length === 0) return ok(`data/${set}`, say('{count}, checksums right', { count }));
    const what = bad.map((file) => file.problem ?? say('{file} is damaged', { file: file.file })).join(' ');
    return broken(`data/${set}`, what, say('run git checkout -- data/{set}', { set }));
  });
}
