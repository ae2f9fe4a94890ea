import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type GradedSubmission, type Grader, gradeSubmission, openGrader } from '../../../lib/src/grading';
import { firstUser } from '../../../lib/src/grading/sandbox/layers';
import { cellsWith, madeUpSuite, notebookText, pointsOfTheOthers } from '../made-up-suite';
import { sandboxOrReason } from '../sandbox-or-reason';
import { attackedPlaces, breakIns, trace } from './break-ins';
import { bombs, endings } from './endings';
import { forgeries } from './forgeries';
import { notebooks } from './notebooks';
import { type Threat, textOf } from './threat';
import { values } from './values';

const tables: Record<string, Threat[]> = { endings, bombs, 'break-ins': breakIns, forgeries, values, notebooks };

const { skip } = sandboxOrReason();

let grader: Grader;
let folder: string;
let server: Server;
let visitors = 0;
let count = 0;

before(async () => {
  if (skip) return;
  process.env.CONVOLAB_TEST_SECRET = 'not for submissions';
  folder = mkdtempSync(join(tmpdir(), 'convolab-hostile-'));
  server = createServer((socket) => {
    visitors++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  grader = await openGrader(madeUpSuite, { jobs: 4 });
});

after(async () => {
  if (skip) return;
  await grader.close();
  server.close();
  rmSync(folder, { recursive: true });
});

async function handIn(threat: Threat): Promise<GradedSubmission> {
  const path = join(folder, `submission-${++count}.ipynb`);
  if (threat.place) threat.place(path);
  else {
    const text = textOf(threat);
    const { port } = server.address() as { port: number };
    writeFileSync(path, typeof text === 'string' ? text.replaceAll('PORT', String(port)) : text);
  }
  return gradeSubmission(madeUpSuite, path, { seed: 'the secret of the test', grader });
}

describe('hostile submissions', { skip, concurrency: 4 }, () => {
  for (const [table, threats] of Object.entries(tables)) {
    for (const threat of threats) {
      test(`${table}: ${threat.threat}`, async () => {
        const graded = await handIn(threat);
        const [first] = graded.exercises;
        const all = JSON.stringify(graded.problems);
        const told = [first.sentence, ...first.cases.map(({ sentence }) => sentence ?? '')].join('\n');
        assert.equal(first.points, threat.points ?? 0, `${told}\n${all}`);
        assert.equal(graded.points - first.points, threat.others ?? pointsOfTheOthers, all);
        if (threat.says) assert.match([first.sentence, first.cases[0]?.sentence].join(' '), threat.says);
        if (threat.problem) assert.match(graded.problems.map(({ sentence }) => sentence).join(' '), threat.problem);
        if (threat.refused) assert.match(graded.refused ?? '', threat.refused);
        else assert.equal(graded.refused, undefined);
        assert.ok(graded.sandboxed);
        assert.ok(!('polluted' in {}), 'no prototype was changed');
      });
    }
  }
});

test('at least sixty are in the tables', () => {
  assert.ok(Object.values(tables).flat().length >= 60);
});

test('afterwards nobody was reached, nothing is left, and an honest submission gets all points', { skip }, async () => {
  const graded = await handIn({ threat: 'none', text: notebookText(cellsWith()) });
  assert.equal(graded.points, graded.of);
  assert.equal(graded.waiting, 3);
  assert.deepEqual(graded.problems, []);
  assert.equal(visitors, 0, 'a submission reached the network');
  for (const place of attackedPlaces) assert.ok(!existsSync(join(place, trace)), `${place} was written to`);
});

test('no process of a sandbox outlives its grader', {
  skip: skip || (process.getuid?.() !== 0 && 'only root gives each sandbox a user of its own'),
}, async () => {
  const second = await openGrader(madeUpSuite, { jobs: 2 });
  assert.ok(leftOfSandboxes().length > 0, 'those of a grader at work are seen');
  await second.close();
  await grader.close();
  assert.deepEqual(leftOfSandboxes(), []);
});

interface Process {
  parent: number;
  /** of a user that sandboxes get, and not ended: one that has ended keeps its number until the system has counted it */
  isInSandbox: boolean;
}

/**
 * The numbers of the processes in sandboxes that this process began, or that nobody waits for any more. Another grader on this computer may be at work:
 * its sandboxes have it for a parent.
 */
function leftOfSandboxes(): number[] {
  const processes = new Map<number, Process>();
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      processes.set(Number(name), processFrom(readFileSync(`/proc/${name}/status`, 'utf8')));
    } catch {
      // it ended meanwhile
    }
  }
  const beganBy = (pid: number): number => {
    const one = processes.get(pid);
    return one?.isInSandbox ? beganBy(one.parent) : pid;
  };
  return [...processes]
    .filter(([pid, one]) => one.isInSandbox && [1, process.pid].includes(beganBy(pid)))
    .map(([pid]) => pid);
}

function processFrom(status: string): Process {
  const user = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  return {
    parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]),
    isInSandbox: user >= firstUser && user < firstUser + 1000 && !/^State:\s+Z/m.test(status),
  };
}
