import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { coursePython, pythonVariables } from '../../lib/src/cli/python';
import { projectRoot } from '../../lib/src/project';
import { pythonOfTool, withoutTool } from './installed';

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const dockerfile = read('deploy/Dockerfile');
/** Instructions with their continued lines in one, without remarks. */
const instructions = dockerfile
  .replace(/^\s*#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '');
const rest = (word: string): string[] =>
  instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

/** The instructions of the image that students get: without the stage that tests it. */
const given = ((): string[] => {
  const starts = instructions.flatMap((line, i) => (line.startsWith('FROM ') ? [i] : []));
  assert.equal(starts.length, 3);
  return [...instructions.slice(starts[0], starts[1]), ...instructions.slice(starts[2])];
})();

const versionOf = (file: string): string => (JSON.parse(read(file)) as { version: string }).version;

/** Package → version, as a lock pins it. */
function pins(lock: string): string[] {
  return [...read(`python/${lock}.lock`).matchAll(/^(\S+==\S+( ; .*?)?) \\$/gm)].map(([, pin]) => pin);
}

test('hadolint finds nothing in the Dockerfile', { skip: withoutTool('hadolint') }, () => {
  const hadolint = join(dirname(pythonOfTool('hadolint')), 'hadolint');
  execFileSync(hadolint, ['--failure-threshold', 'info', join(projectRoot, 'deploy', 'Dockerfile')]);
});

test('what the image copies is there, and no solution goes to students', () => {
  const copied = given
    .filter((line) => line.startsWith('COPY '))
    .flatMap((line) => line.split(/\s+/).slice(2, -1))
    .sort();
  assert.deepEqual(
    copied.filter((file) => !existsSync(join(projectRoot, file))),
    [],
  );
  // all that npm start reads, and the suites that check() loads
  for (const needed of ['package-lock.json', '.npmrc', 'lib', 'scripts', 'python', 'data', 'tests/exercises'])
    assert.ok(copied.includes(needed), needed);
  assert.deepEqual(
    copied.filter((file) => /^(solutions|tests|\.)$/.test(file)),
    [],
  );
  const ignored = read('deploy/Dockerfile.dockerignore').split('\n');
  const ofThisMachine = read('.gitignore').match(/^[\w/.-]+\/$/gm) ?? [];
  assert.ok(ofThisMachine.length > 5);
  for (const folder of ofThisMachine.map((name) => name.replace(/^\/|\/$/g, '')))
    assert.ok(ignored.includes(folder) || ignored.includes(`**/${folder}`), folder);
});

test('the base is pinned and new enough, and nobody is root', () => {
  const [base] = rest('FROM');
  const [, version] = /^node:(\d+\.\d+\.\d+)-\w+ AS course$/.exec(base) ?? [];
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
  assert.ok(Number.parseInt(version, 10) >= Number.parseInt(engines.node.replace('>=', ''), 10), version);
  assert.deepEqual(rest('USER'), ['1000']);
  assert.ok(
    instructions.findIndex((line) => line.startsWith('USER')) <
      instructions.findIndex((line) => /npm start/.test(line)),
  );
});

test('the image is made by the commands of the README, and starts a program that is there', () => {
  const runs = rest('RUN');
  assert.ok(runs.some((line) => line.startsWith('npm start -- --setup-only ')));
  const [, stages] = runs.map((line) => /^npm test -- (.*)$/.exec(line)).find((match) => match) ?? [];
  const { chosenStages } = require('../../scripts/testing/test.js') as { chosenStages(names: string[]): unknown[] };
  assert.equal(chosenStages(stages.split(' ')).length, stages.split(' ').length);
  const [python, program] = JSON.parse(rest('CMD')[0]) as string[];
  assert.match(python, /^\/opt\/convolab\/\.venv\/bin\/python$/);
  assert.ok(existsSync(program.replace('/opt/convolab', projectRoot)));
  assert.match(dockerfile, /HEALTHCHECK .*\n\s*CMD \["node", "\/opt\/convolab\/deploy\/healthcheck\.js"\]/);
});

test('the lock of the hub has the versions of the environment into which the image installs it', () => {
  const hub = new Set(pins('hub'));
  const course = pins('requirements');
  assert.ok(course.length > 50);
  assert.deepEqual(
    course.filter((pin) => !hub.has(pin)),
    [],
  );
});

test('the values for Kubernetes fit the image', { skip: withoutTool('hub') }, () => {
  const program = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))';
  const text = execFileSync(pythonOfTool('hub'), ['-c', program, join(projectRoot, 'deploy', 'values.yaml')]);
  const values = JSON.parse(String(text));
  assert.deepEqual(Object.keys(values), ['hub', 'proxy', 'singleuser', 'cull', 'prePuller']);
  const { image, cmd, uid, storage, memory, networkPolicy } = values.singleuser;
  assert.equal(image.tag, versionOf('lib/package.json'));
  assert.equal(cmd, null, 'the image starts its own program');
  assert.equal(String(uid), rest('USER')[0]);
  assert.equal(storage.homeMountPath, '/home/node', 'the home folder of uid 1000 in the base image');
  assert.match(memory.limit, /^\d+G$/);
  assert.ok(networkPolicy.enabled);
  assert.deepEqual(Object.values(networkPolicy.egressAllowRules), Array(5).fill(false));
  assert.ok(values.cull.enabled && values.cull.timeout > values.cull.every);
  const { JupyterHub, NativeAuthenticator, Authenticator } = values.hub.config;
  assert.equal(JupyterHub.authenticator_class, 'native');
  assert.ok(!NativeAuthenticator.open_signup, 'everybody could make an account');
  assert.deepEqual(Authenticator, { admin_users: ['teacher'], allow_all: true });
});

test('the version in the remarks is that of the course', () => {
  assert.equal(/--tag convolab:(\S+)/.exec(dockerfile)?.[1], versionOf('lib/package.json'));
});

test('what a student has written stays, and what is new in the course comes', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-student-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'exercises'));
  const mine = join(folder, 'exercises', '02-fundamentals.ipynb');
  writeFileSync(mine, 'my answers');
  // the course was elsewhere once
  symlinkSync(join(folder, 'gone'), join(folder, 'node_modules'));
  const program = `
import pathlib, sys
sys.path.insert(0, sys.argv[1])
import start_student
start_student.prepare(pathlib.Path(sys.argv[2]))
`;
  for (let start = 0; start < 2; start++) {
    execFileSync(coursePython(), ['-c', program, join(projectRoot, 'deploy'), folder], { env: pythonVariables() });
    assert.equal(readFileSync(mine, 'utf8'), 'my answers');
    for (const name of ['exercises', 'notebooks']) {
      assert.deepEqual(readdirSync(join(folder, name)), readdirSync(join(projectRoot, name)));
    }
    const chapter = join('exercises', '03-building-cnns.ipynb');
    assert.equal(readFileSync(join(folder, chapter), 'utf8'), read(chapter));
    assert.equal(realpathSync(join(folder, 'node_modules')), realpathSync(join(projectRoot, 'node_modules')));
  }
});

test('the health check asks the server, under the address that the hub gave it', async (t) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(request.url === '/user/ada/api' ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const status = (url: string): Promise<number> =>
    new Promise((resolve) => {
      const env = { ...process.env, JUPYTERHUB_SERVICE_URL: url };
      execFile(process.execPath, [join(projectRoot, 'deploy', 'healthcheck.js')], { env }, (error) =>
        resolve(error ? Number(error.code) : 0),
      );
    });
  assert.equal(await status(`http://0.0.0.0:${port}/user/ada/`), 0);
  assert.equal(await status(`http://127.0.0.1:${port}/user/eve/`), 1);
  assert.deepEqual(asked, ['/user/ada/api', '/user/eve/api']);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await status(`http://127.0.0.1:${port}/user/ada/`), 1);
});
