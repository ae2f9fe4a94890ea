import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../project';

/**
 * The compiled library, as a notebook imports it. It is loaded when it is used, because TensorFlow.js takes a second, and it
 * is the same for an answer, whether the code around it runs compiled or from its sources.
 */
export function courseLibrary(): Record<string, unknown> {
  return createRequire(join(projectRoot, 'package.json'))('convolab');
}
