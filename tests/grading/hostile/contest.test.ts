import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadSuites } from '../../../lib/src/exercises/load';
import type { Suite } from '../../../lib/src/exercises/spec';
import { type Grader, gradeSubmission, openGrader } from '../../../lib/src/grading';
import { projectRoot } from '../../../lib/src/project';
import { answerTo } from '../../unit/exercises/answers';
import { answerCell, notebookText } from '../made-up-suite';
import { sandboxOrReason } from '../sandbox-or-reason';
import { breakOut } from './threat';

const { skip } = sandboxOrReason();
const seed = 'the secret of the test';
const fifth = loadSuites().find(({ chapter }) => chapter === 5) as Suite;
/** The contest with less time, and an exercise beside it, whose points no attack may touch. */
const suite: Suite = {
  ...fifth,
  exercises: fifth.exercises
    .filter(({ id }) => id === '5.5' || id === '5.6')
    .map((one) => (one.kind === 'model' ? { ...one, seconds: 40 } : one)),
};

/** A function that begins with a model on the pixels, of so many units, that is not trained. */
const contestant = (body: string, before = ''): string => `import { tf } from 'convolab';
${before}
async function trainBest(xs: any, ys: any): Promise<any> {
  const net = (units: number): any => tf.sequential({ layers: [
    tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units, activation: 'relu' }),
    tf.layers.dense({ units: 10, activation: 'softmax' })] });
  const learn = async (model: any, labels: any): Promise<any> => {
    model.compile({ optimizer: tf.train.adam(0.002), loss: 'categoricalCrossentropy' });
    await model.fit(xs, labels, { epochs: 3, batchSize: 100, verbose: 0 });
    return model;
  };
  ${body}
}`;

/** Looks for something from outside; wins if it comes to a true value. */
const finding = (attack: string): string =>
  contestant(
    `let found: any = false;
    try { found = (() => { ${attack} })(); } catch { found = false; }
    return found ? learn(net(60), ys) : 'held';`,
    breakOut,
  );

const threats: { threat: string; cell: string; says: RegExp }[] = [
  {
    threat: 'too many parameters, well trained',
    cell: contestant('return learn(net(64), ys);'),
    says: /It has 50,890 parameters, and the budget is 50,000: that gives 0 points/,
  },
  {
    threat: 'too many parameters that are counted as few',
    cell: contestant('const model = await learn(net(64), ys); model.countParams = () => 10; return model;'),
    says: /It has 50,890 parameters, and the budget is 50,000/,
  },
  {
    threat: 'NaN for weights after an honest training',
    cell: contestant(
      'const model = await learn(net(20), ys); model.setWeights(model.getWeights().map((w: any) => w.mul(NaN))); return model;',
    ),
    says: /hold NaN or Infinity/,
  },
  {
    threat: 'a training without end',
    cell: contestant('const model = net(20); for (;;) await learn(model, ys);'),
    says: /within 40 s|after \d+(\.\d)? s/,
  },
  {
    threat: 'a model that counts its calls and answers by their number',
    cell: contestant(
      `const model: any = net(20);
      let calls = 0;
      for (const name of ['predict', 'apply', 'call', 'evaluate'])
        model[name] = (x: any) => tf.oneHot(tf.fill([x.shape?.[0] ?? 1], calls++ % 10, 'int32'), 10);
      return model;`,
    ),
    says: /It is right on \d+\.\d %, .*: 0 of 4 points/,
  },
  {
    // as weights that were learnt elsewhere are, because the secret gives the classes new numbers
    threat: 'a model for classes with other numbers',
    cell: contestant('return learn(net(60), ys.reverse(1));'),
    says: /: 0 of 4 points/,
  },
  {
    threat: 'reading the images from the disk',
    cell: finding(
      `const fs = need('fs');
      const places = [${JSON.stringify(join(projectRoot, 'data'))}, '/work', '/home', '/root', '/var', '/tmp', '/proc/1/root/home'];
      return places.some((place) => { try { return fs.readdirSync(place).length > 0; } catch { return false; } });`,
    ),
    says: /returned the text "held"/,
  },
  {
    threat: 'reading the memory of the grader',
    cell: finding(
      `const fs = need('fs');
      const parents = [...new Set([1, host.ppid])].filter((id) => id !== host.pid);
      return parents.some((id) => { try { return fs.readSync(fs.openSync('/proc/' + id + '/mem'), Buffer.alloc(8), 0, 8, 0x400000) > 0; } catch { return false; } });`,
    ),
    says: /returned the text "held"/,
  },
  {
    threat: 'looking for the hidden images among the arguments and tensors',
    cell: finding('return xs.shape[0] !== 10_000 || ys.shape[0] !== 10_000 || tf.memory().numTensors > 50;'),
    says: /returned the text "held"/,
  },
];

describe('hostile answers to the contest', { skip }, () => {
  let grader: Grader;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'convolab-contest-'));
    grader = await openGrader(suite, { jobs: 2 });
  });
  after(async () => {
    await grader.close();
    rmSync(folder, { recursive: true });
  });

  /** The points of the contest, and all that is said of it. */
  async function graded(cell: string): Promise<{ points: number; told: string }> {
    const path = join(folder, 'contest.ipynb');
    writeFileSync(path, notebookText([answerCell('5.5', answerTo('5.5')), answerCell('5.6', cell)]));
    const [dropout, contest] = (await gradeSubmission(suite, path, { seed, grader })).exercises;
    assert.equal(dropout.points, dropout.of, 'the other answer counts');
    const told = [contest.sentence, ...contest.cases.map(({ sentence }) => sentence)].join('\n');
    return { points: contest.points, told };
  }

  // or none of the attacks below could win, whatever it found
  test('an attack that finds something would get points', { timeout: 240_000 }, async () => {
    const { points, told } = await graded(finding('return true;'));
    assert.ok(points >= 1, told);
  });

  for (const { threat, cell, says } of threats) {
    test(threat, { timeout: 240_000 }, async () => {
      const { points, told } = await graded(cell);
      assert.equal(points, 0, told);
      assert.match(told, says);
    });
  }
});
