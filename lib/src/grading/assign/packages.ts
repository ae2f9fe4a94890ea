/** The npm packages of a student edition: those of the course without what only teachers and developers need. */

/** What is read and written of a package.json, and of an entry of package-lock.json. */
export interface Manifest {
  name?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  scripts?: Record<string, string>;
  dev?: boolean;
  [key: string]: unknown;
}

export interface Lock {
  packages: Record<string, Manifest>;
  [key: string]: unknown;
}

export interface Packages {
  root: Manifest;
  library: Manifest;
  lock: Lock;
}

/** Types that the kernel looks for above a notebook. */
const forNotebooks = ['@types/node'];

/**
 * @param texts the code that students get: a dependency of the library that none of it names is left out
 */
export function studentPackages({ root, library, lock }: Packages, texts: string[]): Packages {
  const isNamed = (name: string): boolean =>
    texts.some((text) =>
      [`'${name}'`, `"${name}"`, `'${name}/`, `"${name}/`, `\`${name}/`].some((part) => text.includes(part)),
    );
  const { devDependencies = {}, ...rest } = root;
  const types = Object.fromEntries(forNotebooks.map((name) => [name, devDependencies[name]]));
  const dependencies = { ...types, ...root.dependencies };
  const own = only(library.dependencies ?? {}, isNamed);
  const manifest = (entry: Manifest): Manifest => {
    const { devDependencies: _, ...kept } = entry;
    return { ...kept, dependencies: entry.name === library.name ? own : dependencies };
  };
  const packages = { ...lock.packages, '': manifest(lock.packages['']), lib: manifest(lock.packages.lib) };
  return {
    root: { ...rest, dependencies, scripts: { start: root.scripts?.start ?? '' } },
    library: { ...library, dependencies: own },
    lock: { ...lock, packages: reachable(packages) },
  };
}

function only<T>(record: Record<string, T>, test: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => test(key)));
}

/** The entries that are needed from the root and the library on. */
function reachable(packages: Record<string, Manifest>): Record<string, Manifest> {
  const kept = new Set(['', 'lib', 'node_modules/convolab']);
  const open = ['', 'lib'];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = packages[from];
    const peers = only(peerDependencies, (name) => !peerDependenciesMeta[name]?.optional);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peers })) {
      const found = find(name, from, packages);
      if (found === undefined || kept.has(found)) continue;
      kept.add(found);
      open.push(found);
    }
  }
  const entries = Object.entries(packages).filter(([path]) => kept.has(path));
  return Object.fromEntries(entries.map(([path, { dev: _, ...entry }]) => [path, entry]));
}

/** Where Node finds a package: in the nearest `node_modules` on the way up. */
function find(name: string, from: string, packages: Record<string, Manifest>): string | undefined {
  for (let folder = from; ; ) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
    const above = folder.lastIndexOf('node_modules/');
    folder = above > 0 ? folder.slice(0, above - 1) : '';
  }
}
