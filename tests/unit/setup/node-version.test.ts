import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { ENGLISH, temporaryFolder, write } from './workbench';

const ROOT = resolve(__dirname, '../../..');
const { complaint, isBefore, lowestNode } = script('setup/node-version');
const READ_BY_OLD_NODES = [
  ...['start.js', 'test.js', 'setup/node-version.js', 'setup/remedies.js'],
  ...['setup/say.js', 'setup/reader.js'],
];

test('versions are compared as numbers', () => {
  assert.ok(isBefore('9.0.0', '20.0.0'));
  assert.ok(isBefore('v20.9.0', '20.10.0'));
  assert.ok(!isBefore('20.10.0', '20.10.0'));
  assert.ok(!isBefore('24.1.0', '20.99.99'));
});

test('a Node that is too old gets one sentence with the command of its platform', () => {
  assert.equal(complaint('20.0.0', '20.0.0', 'linux'), '');
  for (const [platform, command] of [
    ['linux', 'sudo npm install --global n && sudo n lts'],
    ['darwin', 'brew install node'],
    ['win32', 'winget install OpenJS.NodeJS.LTS'],
  ]) {
    const sentence = complaint('18.20.8', '20.0.0', platform);
    assert.match(sentence, /^Node 20\.0 or newer is needed, and this is Node 18\.20\.8\./);
    assert.ok(sentence.endsWith(command), sentence);
  }
});

/** Starts a script in a folder that holds nothing else than what an old Node reads: whatever else it loaded would be missing. */
function startWithOldNode(folder: string, entry: string, env: NodeJS.ProcessEnv = {}) {
  for (const file of READ_BY_OLD_NODES)
    write(folder, { [`scripts/${file}`]: readFileSync(join(ROOT, 'scripts', file), 'utf8') });
  write(folder, {
    'package.json': readFileSync(join(ROOT, 'package.json'), 'utf8'),
    'old.js': "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '14.21.3' } });",
  });
  const command = ['--require', join(folder, 'old.js'), join(folder, 'scripts', entry)];
  return spawnSync(process.execPath, command, { encoding: 'utf8', env: { ...process.env, ...ENGLISH, ...env } });
}

for (const entry of ['start.js', 'test.js']) {
  test(`${entry} stops an old Node before it does anything`, (t) => {
    const folder = temporaryFolder(t);
    const run = startWithOldNode(folder, entry);
    assert.equal(run.status, 1);
    assert.match(
      run.stderr,
      /^Node \d+\.\d+ or newer is needed, and this is Node 14\.21\.3\. Install one with: \S.*\n$/,
    );
    assert.equal(run.stdout, '');
    assert.ok(!existsSync(join(folder, '.convolab')));
  });

  test(`${entry} says so in the reader's language`, (t) => {
    const folder = temporaryFolder(t);
    const english = 'Node {wanted} or newer is needed, and this is Node {current}. Install one with: {command}';
    write(folder, {
      'translations/br/language.json': '{ "name": "Brezhoneg", "code": "br" }',
      'translations/br/set-up.json': JSON.stringify({ [english]: 'Re gozh eo Node {current}: {command}' }),
    });
    const run = startWithOldNode(folder, entry, { LC_MESSAGES: 'br_FR.UTF-8' });
    assert.equal(run.status, 1);
    assert.match(run.stderr, /^Re gozh eo Node 14\.21\.3: \S.*\n$/);
  });
}

test('an old Node can read the files that complain about it', () => {
  const { parse }: { parse(code: string, options: object): unknown } = require('acorn');
  for (const file of READ_BY_OLD_NODES)
    parse(readFileSync(join(ROOT, 'scripts', file), 'utf8'), { ecmaVersion: 2015, sourceType: 'script' });
});

test('the lowest Node in package.json works with every package in the lock', () => {
  const semver: { satisfies(version: string, range: string): boolean } = require('semver');
  const lock: { packages: Record<string, { engines?: { node?: string } }> } = JSON.parse(
    readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
  );
  const ranges = Object.entries(lock.packages).flatMap(([name, { engines }]) =>
    engines?.node ? [[name || 'the course', engines.node]] : [],
  );
  assert.ok(ranges.length > 100, 'the lock names the Nodes of its packages');
  const lowest = lowestNode();
  const refusing = ranges.filter(([, range]) => !semver.satisfies(lowest, range));
  assert.deepEqual(refusing, [], `these packages do not work with Node ${lowest}`);
  // and it is stated no higher than need be: the major version before it is refused by some package
  const before = `${Number(lowest.split('.')[0]) - 1}.9.0`;
  assert.ok(
    ranges.some(([name, range]) => name !== 'the course' && !semver.satisfies(before, range)),
    `every package works with Node ${before}: package.json may say so`,
  );
});
