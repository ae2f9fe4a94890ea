const { execFileSync } = require('node:child_process');
const os = require('node:os');
const path = require('node:path');

/** Where the course of nbgrader shows: below the project, because the kernel looks for types in the folders above. */
const placeIn = (root) => path.join(root, '.convolab', 'bench', 'course');

/**
 * The command that runs Python in a root of its own, with bubblewrap: all that is on this computer can be read, the
 * course and a home made for it can be written to, there is no network, and everything ends with it.
 * @param {{ python: string, course: string, home?: string }} where
 * @returns {string[]}
 */
function contained(root, { python, course, home }, args) {
  const at = placeIn(root);
  require('node:fs').mkdirSync(at, { recursive: true });
  const base = execFileSync(python, ['-c', 'import sys; print(sys.base_prefix)'], { encoding: 'utf8' }).trim();
  return [
    'bwrap',
    ...['--unshare-all', '--die-with-parent', '--new-session', '--ro-bind', '/', '/'],
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
    ...(home ? ['--bind', home, os.homedir()] : ['--tmpfs', os.homedir()]),
    ...['--ro-bind', base, base, '--ro-bind', root, root, '--bind', course, at, '--chdir', at],
    ...['--setenv', 'PATH', `${path.dirname(python)}:${process.env.PATH}`], // nbgrader starts alembic by its name
    ...['--setenv', 'JUPYTER_PATH', path.join(root, '.venv', 'share', 'jupyter')],
    ...['--setenv', 'CONVOLAB_TEST_SECRET', 'not for submissions', '--unsetenv', 'NODE_OPTIONS'],
    python,
    ...args,
  ];
}

module.exports = { contained };
