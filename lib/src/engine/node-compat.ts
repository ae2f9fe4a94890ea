import util from 'node:util';

/**
 * tfjs-node 4.22 calls two functions of `node:util` that Node 22 warns about and Node 23 removed. They are put (back) in a form
 * that works and is silent. Call it before tfjs-node is loaded.
 */
export function restoreRemovedUtilFunctions(): void {
  if (Number(process.versions.node.split('.')[0]) < 22) return;
  const replacements = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(replacements)) {
    Object.defineProperty(util, name, { value, configurable: true, writable: true });
  }
}
