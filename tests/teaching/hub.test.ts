import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { loadSuites } from '../../lib/src/exercises/load';
import { languages } from '../../lib/src/languages/translations';
import { projectRoot } from '../../lib/src/project';
import { answerTo } from '../unit/exercises/answers';
import { beStudent, Hub, type StudentReport, untilEnded } from './hub';
import { withoutTool } from './installed';

const resultType = 'application/vnd.convolab.result+json';
const skip = process.platform === 'linux' ? withoutTool('hub') : 'JupyterHub is tested on Linux';

describe('a JupyterHub with the configuration of deploy/', { skip }, () => {
  let hub: Hub;
  let report: StudentReport;
  before(
    async () => {
      hub = await Hub.start('a secret');
      // the student solves one exercise and leaves the others as they are handed out
      const changes = JSON.stringify({ 'conv2d-answer': answerTo('2.1') });
      report = await beStudent(hub, 'ada', 'a secret', 'exercises/02-fundamentals.ipynb', changes);
    },
    { timeout: 600_000 },
  );
  after(() => hub?.remove());

  test('a student logs in, and nobody does with a wrong password', () => {
    assert.ok(report.refused);
  });

  test('the folder of the student has every chapter and its exercises, and no solution', () => {
    assert.deepEqual(report.files[''], ['exercises', 'node_modules', 'notebooks']);
    const ipynb = (folder: string): string[] => notebooksIn(join(projectRoot, folder)).map((name) => `${name}.ipynb`);
    const codes = languages().map(({ code }) => code);
    assert.deepEqual(report.files.notebooks, [...ipynb('notebooks'), 'README.md', ...codes].sort());
    assert.deepEqual(report.files.exercises, [...ipynb('exercises'), ...codes].sort());
  });

  test('the one kernel is TypeScript', () => {
    assert.deepEqual(report.kernels, ['tslab']);
  });

  test('a notebook of exercises runs there: the solved one has its points, the others wait', () => {
    const exercises = loadSuites().find(({ chapter }) => chapter === 2)?.exercises ?? [];
    const statuses = Object.entries(report.ran).map(([id, { status }]) => ({ id, status }));
    assert.deepEqual(
      statuses.filter(({ status }) => status !== 'ok'),
      [],
    );
    const results = Object.values(report.ran).flatMap(({ shown }) => shown.flatMap((data) => data[resultType] ?? []));
    assert.deepEqual(
      results,
      exercises.map(({ id, points }) =>
        id === '2.1'
          ? { exercise: id, points, of: points, status: 'right' }
          : { exercise: id, points: 0, of: points, status: 'stub' },
      ),
    );
  });

  test("what the student has reached is kept with the student's files", () => {
    const home = join(hub.folder, 'home', 'ada', 'convolab');
    const { exercises } = JSON.parse(readFileSync(join(home, '.convolab', 'progress.json'), 'utf8'));
    assert.equal(exercises['2.1'].best, 8);
    assert.ok(!existsSync(join(home, 'solutions')));
  });

  test('with the hub all that it started ends: this test would wait for the rest', { timeout: 120_000 }, async () => {
    const started = hub.processes();
    // the hub, the proxy, the culler, the student's server, its kernel
    assert.ok(started.length >= 5, String(started));
    assert.equal(await hub.stop(), 0);
    await untilEnded(started);
  });
});
