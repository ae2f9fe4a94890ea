import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { canBuild, install, places, type SmallCourse, smallCourse } from './small-course';

const { buildOwnKernels, hasOwnKernels } = require('../../../scripts/engine/own-kernels.js');

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

async function installed(): Promise<{ course: SmallCourse; source: string }> {
  const course = smallCourse();
  await install(course);
  mkdirSync(join(course.root, 'lib', 'native'), { recursive: true });
  const source = join(course.root, 'lib', 'native', 'kernel.cc');
  writeFileSync(source, '// one kernel\n');
  return { course, source };
}

describe("the building of the course's own kernels", { skip: !canBuild && 'no compiler or no Python here' }, () => {
  test('once; again when a source has changed', async () => {
    const { course, source } = await installed();
    const said: string[] = [];
    const build = () => buildOwnKernels({ root: course.root, tell: (text: string) => said.push(text) });
    assert.ok(!hasOwnKernels(course.root));
    assert.deepEqual(await build(), { ok: true });
    assert.ok(hasOwnKernels(course.root));
    assert.deepEqual(await build(), { ok: true });
    assert.equal(said.length, 1);
    appendFileSync(source, '// changed\n');
    assert.ok(!hasOwnKernels(course.root));
    assert.deepEqual(await build(), { ok: true });
    assert.equal(said.length, 2);
  });

  test('what a start left that was killed meanwhile is removed', async () => {
    const { course } = await installed();
    const { engine, state } = places(course.root);
    const left = `${engine}.999999999.part`; // no process has this number
    mkdirSync(left);
    await buildOwnKernels({ root: course.root });
    assert.ok(!existsSync(left));
    assert.deepEqual(
      readdirSync(state).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  test('a compiler that fails is told, and is not asked again at once', async () => {
    const { course } = await installed();
    process.env.CXX = process.execPath; // understands none of the arguments
    const failed = await buildOwnKernels({ root: course.root });
    assert.equal(failed.ok, false);
    assert.match(failed.reason, /^The fast kernels did not compile: /);
    assert.deepEqual(await buildOwnKernels({ root: course.root }), failed);
    assert.ok(!hasOwnKernels(course.root));
  });
});
