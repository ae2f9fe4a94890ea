import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeWhole } from '../../lib/src/project';

export const ROOT = resolve(__dirname, '../..');

/**
 * Another Node, from npm, kept in `.convolab/nodes/`.
 * @param wanted a version ('20.0.0') or a major version ('24': its latest)
 * @returns the path of its program; or why it can't be had, in one sentence
 */
export function fetchNode(wanted: string): { node: string } | { reason: string } {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(ROOT, '.convolab', 'nodes', wanted);
  const node = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node) && says(node)) return { node };
  writeWhole(join(folder, 'package.json'), '{ "private": true }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error', '--fetch-retries=1'];
  const done = spawnSync(npm, ['install', ...options, '--prefix', folder, `${name}@${wanted}`], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  if (existsSync(node) && says(node)) return { node };
  const words = `${done.stderr ?? ''}${done.error?.message ?? ''}`.trim().split('\n').slice(-3).join(' / ');
  return { reason: `npm gave no ${name}@${wanted}: ${words}` };
}

/** Whether it runs on this machine. */
function says(node: string): boolean {
  return spawnSync(node, ['--version']).status === 0;
}
