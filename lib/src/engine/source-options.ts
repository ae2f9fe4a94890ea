/**
 * What this process loaded before its program, such as a reader of TypeScript, as options for another process. One that runs from the same
 * sources needs it, too.
 */
function preloads(): string[] {
  return process.execArgv.flatMap((option, i, all) => {
    if (/^(-r|--require|--import)$/.test(option)) return [option, all[i + 1]];
    return /^--(require|import)=/.test(option) ? [option] : [];
  });
}

/** Options of Node for a process whose program is a file beside this one: none where the library was built. */
export function sourceOptions(extension: string): string[] {
  if (extension !== '.ts') return [];
  const own = preloads();
  return own.length > 0 ? own : ['--require', require.resolve('ts-node/register/transpile-only')];
}
