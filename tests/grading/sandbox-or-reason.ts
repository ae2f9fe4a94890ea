import { findProgram } from '../../lib/src/grading/sandbox/programs';

/**
 * Tests of the sandbox run where bubblewrap is installed. Where it is not they are skipped and say how to get it, but
 * never on a machine that tests for others (CI=true).
 */
export function sandboxOrReason(): { skip: string | false } {
  if (process.platform === 'linux' && findProgram('bwrap')) return { skip: false };
  if (process.env.CI === 'true') return { skip: false };
  return { skip: 'there is no bubblewrap: apt-get install bubblewrap (or dnf, pacman, apk), on Linux' };
}
