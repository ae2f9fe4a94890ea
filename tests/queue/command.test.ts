/** `convolab grade --queue` and `convolab worker`, each in a process of its own. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openGrades } from '../../lib/src/grading/grades/open-grades';
import { projectRoot } from '../../lib/src/project';
import { runCommand, startCommand } from '../grading/command';
import { sandboxOrReason } from '../grading/sandbox-or-reason';
import { madeUpClass, madeUpRelease } from '../unit/grading/made-up-class';
import { type Server, serversOrReason, startRedis } from './servers';

const skip = serversOrReason().skip || sandboxOrReason().skip;
const read = (name: string): string => readFileSync(join(projectRoot, name, '02-fundamentals.ipynb'), 'utf8');

describe('the commands', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-workers-'));
  const classDatabase = join(folder, '3a', 'class.db');
  const env = { CONVOLAB_CLASSES: folder, CONVOLAB_QUEUE_SECRET: 'a secret of some length' };
  let redis: Server;
  before(async () => {
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'redis'));
    redis = await startRedis(join(folder, 'redis'));
    const release = { ...madeUpRelease, id: '02-3a-1', chapter: 2 };
    const submissions = { ada: [read('solutions')], bob: [read('exercises')], cat: ['no notebook'] };
    madeUpClass(join(folder, '3a'), submissions, { release }).store.close();
  });
  after(async () => {
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('grade a class by a worker that writes to its database, and the worker ends in order', async () => {
    const worker = startCommand(['worker', '--queue', redis.url, '--results', classDatabase, '--jobs', '1'], env);
    await worker.line(/ grades 1 at a time/);
    const graded = await runCommand(['grade', '--queue', redis.url], env);
    assert.deepEqual([graded.complaints, graded.status], ['', 0]);
    assert.match(graded.output, /^3 hand-ins graded\.$/m);
    worker.process.kill('SIGINT');
    const { status, output, complaints } = await worker.ended;
    assert.deepEqual([complaints, status], ['', 0]);
    assert.equal(output.match(/^02-3a-1 {2}(ada|bob|cat): /gm)?.length, 3);
    const store = await openGrades(classDatabase);
    const grades = await store.ofRelease('3a', '02-3a-1');
    await store.close();
    assert.deepEqual(
      grades.map(({ student, result }) => [student, result.points / result.of, result.refused !== undefined]),
      [
        ['ada', 1, false],
        ['bob', 0, false],
        ['cat', 0, true],
      ],
    );
  });

  test('say what is missing, in one sentence', async () => {
    const complaint = async (args: string[], own = env): Promise<string> => (await runCommand(args, own)).complaints;
    const told = await Promise.all([
      complaint(['worker', '--results', classDatabase]),
      complaint(['worker', '--queue', redis.url]),
      complaint(['worker', '--queue', redis.url, '--results', 'mysql://x']),
      complaint(['worker', '--queue', redis.url, '--results', classDatabase], { ...env, CONVOLAB_QUEUE_SECRET: '' }),
      complaint(['worker', '--queue', 'redis://127.0.0.1:1', '--results', classDatabase]),
      complaint(['worker', '--queue', redis.url, '--results', 'postgres://x@127.0.0.1:1/grades']),
      complaint(['grade', '--results', classDatabase]),
    ]);
    const expected = [
      /^convolab worker needs --queue redis:\/\/HOST:PORT\.$/,
      /^convolab worker needs --results, where it writes grades/,
      /^Grades are kept in postgres:\/\/… or in a file of SQLite; "mysql:\/\/" is neither\.$/,
      /^CONVOLAB_QUEUE_SECRET is not set: /,
      /^No Redis answers at 127\.0\.0\.1:1: connect ECONNREFUSED 127\.0\.0\.1:1\.$/,
      /^The database 127\.0\.0\.1:1\/grades cannot be used for grades: connect ECONNREFUSED 127\.0\.0\.1:1\.$/,
      /^--results goes with --queue\.$/,
    ];
    for (const [i, sentence] of told.entries()) assert.match(sentence.trim(), expected[i]);
  });
});
