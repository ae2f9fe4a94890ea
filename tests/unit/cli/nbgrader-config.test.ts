import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { nbgraderConfigCommand, writeNbgraderConfig } from '../../../lib/src/cli/nbgrader-config';
import { coursePython } from '../../../lib/src/cli/python';
import { projectRoot, stateFolder, UserError } from '../../../lib/src/project';

let folder: string;
before(() => {
  mkdirSync(join(stateFolder, 'tests'), { recursive: true });
  folder = mkdtempSync(join(stateFolder, 'tests', 'config-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('the file is Python that finds the module of the course', () => {
  const { path, written } = writeNbgraderConfig(join(folder, 'a', 'nbgrader_config.py'));
  assert.ok(written);
  // what nbgrader gives a configuration, and in place of our module one that says what it was called with
  const program = `
import json, os, sys, types
stand_in = types.ModuleType("convolab_nbgrader")
stand_in.configure = lambda c, course: seen.update(course=course, name=c.CourseDirectory.course_id)
sys.modules["convolab_nbgrader"] = stand_in
seen = {}
c = types.SimpleNamespace(CourseDirectory=types.SimpleNamespace())
exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), {"get_config": lambda: c})
seen["module"] = os.path.exists(os.path.join(sys.path[0], "convolab_nbgrader", "__init__.py"))
print(json.dumps(seen))
`;
  const seen: unknown = JSON.parse(execFileSync(coursePython(), ['-c', program, path], { encoding: 'utf8' }));
  assert.deepEqual(seen, { course: projectRoot, name: 'convolab', module: true });
});

test('a file that a teacher has changed stays as it is', () => {
  const { path } = writeNbgraderConfig(join(folder, 'b', 'nbgrader_config.py'));
  assert.equal(writeNbgraderConfig(path).written, false);
  appendFileSync(path, 'c.Execute.timeout = 8\n');
  const before = readFileSync(path, 'utf8');
  assert.throws(() => writeNbgraderConfig(path), /exists and says something else/);
  assert.equal(readFileSync(path, 'utf8'), before);
});

test('what cannot work is said in one sentence', async () => {
  const calls: [string[], RegExp][] = [
    [['--to', join(folder, 'config.py')], /must end in nbgrader_config\.py/],
    [
      ['--to', join(tmpdir(), 'nbgrader_config.py')],
      /is outside of .*: notebooks find the library only in that folder/,
    ],
    [['02'], /takes no "02": to name a file, say --to FILE/],
    [['--too', 'x'], /has no option --too\. Did you mean --to\?/],
  ];
  for (const [args, sentence] of calls) {
    await assert.rejects(nbgraderConfigCommand.run(args), (error: Error) => {
      assert.ok(error instanceof UserError, String(error.stack));
      assert.match(error.message, sentence);
      return true;
    });
  }
});
