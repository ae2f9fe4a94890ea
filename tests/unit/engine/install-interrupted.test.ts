import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { describe, test } from 'node:test';
import { canBuild, install, installer, places, type SmallCourse, smallCourse } from './small-course';

describe('an installation that is interrupted', { skip: !canBuild && 'no compiler or no Python here' }, () => {
  for (const moment of ['Downloading', 'Unpacking', 'Compiling']) {
    test(`killed while ${moment.toLowerCase()}: the next call makes it whole and leaves nothing behind`, async () => {
      const course = smallCourse();
      await killedAt(course, moment);
      assert.ok(!existsSync(places(course.root).stamp));
      assert.equal((await install(course)).ok, true);
      const names = readdirSync(places(course.root).state, { recursive: true }).map(String);
      assert.deepEqual(
        names.filter((path) => /part|old|download/.test(path)),
        [],
      );
    });
  }

  for (const [moment, tool, sign] of [
    ['Unpacking', 'python', 'unpack_wheel.py'],
    ['Compiling', 'compiler', '-o'],
  ] as const) {
    test(`what a killed start left ${moment.toLowerCase()} can write nothing once the next one has made it whole`, async () => {
      const course = smallCourse();
      const orphan = holdFirst(course[tool], sign);
      await killedAt(course, moment, orphan.started);
      assert.equal((await install(course)).ok, true);
      const before = readdirSync(places(course.root).state, { recursive: true }).sort();
      orphan.finish();
      assert.deepEqual(readdirSync(places(course.root).state, { recursive: true }).sort(), before);
    });
  }

  test('two starts at the same time: one makes it, the other waits', async () => {
    const course = smallCourse();
    const outcomes = await Promise.all([install(course), killedAt(course, 'never')]);
    assert.equal(outcomes[0].ok, true);
    assert.equal((await install(course)).said.length, 0);
    assert.equal(course.downloads(), 1);
  });
});

/**
 * Runs the installer in a process of its own and kills it, and it alone, when it says that.
 * @param ready awaited before it is killed
 */
function killedAt(course: SmallCourse, moment: string, ready = async () => {}): Promise<void> {
  const script = `require(${JSON.stringify(installer)}).installNative({ ...JSON.parse(process.argv[1]), tell: (text) => process.stdout.write(text + '\\n') })`;
  const options = JSON.stringify({ root: course.root, python: course.python });
  const child = spawn(process.execPath, ['-e', script, options], { env: { ...process.env, CXX: course.compiler } });
  child.stdout.on('data', async (text) => {
    if (!String(text).includes(moment)) return;
    await ready();
    child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve()));
}

/**
 * Makes the first run of a tool with the given argument wait until `finish` is called, which returns when that run has ended.
 * Pipes with names do it: whoever opens one waits for the other side.
 */
function holdFirst(tool: string, argument: string): { started(): Promise<void>; finish(): void } {
  const pipe = (name: string) => `${tool}.${name}`;
  for (const name of ['started', 'gate', 'ended']) spawnSync('mkfifo', [pipe(name)]);
  renameSync(tool, `${tool}.real`);
  const lines = [
    `case " $* " in *${argument}*) [ -p ${pipe('first')} ] || { mkfifo ${pipe('first')}`,
    `echo > ${pipe('started')}; read go < ${pipe('gate')}; ${tool}.real "$@"; echo > ${pipe('ended')}; exit; };; esac`,
    `exec ${tool}.real "$@"`,
  ];
  writeFileSync(tool, `#!/bin/sh\n${lines.join('\n')}\n`, { mode: 0o755 });
  return {
    started: async () => void (await promises.readFile(pipe('started'))),
    finish: () => {
      writeFileSync(pipe('gate'), '\n');
      readFileSync(pipe('ended'));
    },
  };
}
