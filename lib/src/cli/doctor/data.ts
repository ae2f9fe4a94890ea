import type { DataCheck } from '../../datasets/catalog';
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
    const count = files.length === 1 ? '1 file' : `${files.length} files`;
    if (bad.length === 0) return ok(`data/${set}`, `${count}, checksums right`);
    const what = bad.map((file) => file.problem ?? `${file.file} is damaged`).join(' ');
    return broken(`data/${set}`, what, `run git checkout -- data/${set}`);
  });
}
