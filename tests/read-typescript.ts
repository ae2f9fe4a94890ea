import { join } from 'node:path';

/** Options of Node for a process that a test starts from the sources: the same translation that the test itself was read with. */
export const readTypeScript = ['--require', join(__dirname, '..', 'scripts', 'testing', 'typescript.js')];
