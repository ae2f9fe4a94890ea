import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { assignCommand } from '../../../lib/src/cli/assign';
import { collectCommand } from '../../../lib/src/cli/collect';

const folder = mkdtempSync(join(tmpdir(), 'assign-'));
const list = join(folder, 'list.csv');
before(() => {
  process.env.CONVOLAB_CLASSES = join(folder, 'classes');
  writeFileSync(list, 'id,name,email\ns1,A,\n');
});
after(() => {
  delete process.env.CONVOLAB_CLASSES;
  rmSync(folder, { recursive: true });
});

it('convolab assign says in one sentence what is wrong, and leaves nothing behind', async () => {
  const to = ['--to', join(folder, 'out')];
  const whole = ['02', '--class', '3a', '--due', '2027-01-15', ...to];
  const wrong: [string[], RegExp][] = [
    [[], /needs a chapter/],
    [['02'], /needs --class/],
    [['02', '--class', '3a'], /needs --due/],
    [['02', '--class', '3a', '--due', '2027-01-15'], /needs --to/],
    [['02', '--class', '3a', '--due', '15.1.2027', ...to], /is no due date/],
    [[...whole, '--zone', 'Mars/Olympus'], /is no time zone/],
    [[...whole, '--late', 'a bit'], /says nothing about late days/],
    [['98', ...whole.slice(1), '--students', list], /There is no notebook "98"/],
    [whole, /The class 3a is new: name its list with --students/],
    [[...whole, '--students', join(folder, 'gone.csv')], /There is no class list/],
    [['02', '--class', '../x', '--due', '2027-01-15', ...to, '--students', list], /cannot name a class/],
  ];
  for (const [args, sentence] of wrong) await assert.rejects(assignCommand.run(args), sentence, args.join(' '));
  assert.ok(!existsSync(join(folder, 'out')));
  assert.deepEqual(readdirSync(folder), ['list.csv']);
});

it('convolab collect says in one sentence what is wrong', async () => {
  const wrong: [string[], RegExp][] = [
    [[], /needs --from/],
    [['x'], /takes no "x"/],
    [['--from', folder], /There is no class yet/],
    [['--from', folder, '--worksheet', 'gone.csv'], /There is no grading worksheet/],
    [['--from', folder, '--chapter', '98'], /There is no chapter "98"/],
    [['--from', folder, '--worksheet', list], /no grading worksheet of Moodle/],
  ];
  for (const [args, sentence] of wrong) await assert.rejects(collectCommand.run(args), sentence, args.join(' '));
});
