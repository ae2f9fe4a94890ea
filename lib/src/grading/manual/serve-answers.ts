/** Serves answers to a teacher one by one, and takes points and a remark for each. */
import { count, inNumbers } from '../../exercises/describe';
import type { ManualPoints } from '../classroom/records';
import { shown } from '../reading/shown';
import type { LineReader } from './line-reader';
import type { Criterion, WaitingAnswer } from './waiting-answers';

export interface ServeOptions {
  lines: LineReader;
  write(text: string): void;
  /** keeps what was given, at once */
  give(points: Omit<ManualPoints, 'given'>): void;
  /** shows who wrote it */
  names?: boolean;
}

const commands = 'Enter the points; s skips the answer, b goes back, q ends.';

/** @returns how many answers got points */
export async function serveAnswers(answers: WaitingAnswer[], options: ServeOptions): Promise<number> {
  const done = new Set<number>();
  options.write(`${count(answers.length, 'answer')} to read. ${commands}\n`);
  for (let i = 0; i < answers.length; ) {
    options.write(page(answers[i], i, answers.length, options.names ?? false));
    const said = await takePoints(answers[i], options);
    if (said === 'quit') break;
    if (said === 'back') {
      if (i === 0) options.write('This is the first one.\n');
      i = Math.max(0, i - 1);
      continue;
    }
    if (said === 'given') done.add(i);
    i++;
  }
  return done.size;
}

function page(answer: WaitingAnswer, index: number, total: number, names: boolean): string {
  const { exercise, title, question, text, given, student, of } = answer;
  const head = `${index + 1} of ${total} · ${answer.release.id} · ${exercise} ${title} · ${count(of, 'point')}`;
  const who = names ? `${shown(student.name)} (${student.id})\n` : '';
  const body =
    text === undefined
      ? `No text, but a program: look at it with npx --no-install convolab check.${names ? ` It is ${shown(answer.file)}.` : ''}`
      : shown(text);
  const before = given ? `\nSo far: ${givenInWords(given)}\n` : '';
  const bar = '─'.repeat(72);
  return `\n${head}\n${who}${question ? `${question}\n` : ''}${bar}\n${body}\n${bar}\n${before}`;
}

function givenInWords({ points, rubric, remark }: ManualPoints): string {
  const each = rubric ? ` (${rubric.map(inNumbers).join(' + ')})` : '';
  const words = points === undefined ? 'no points' : `${count(points, 'point')}${each}`;
  return remark === '' ? words : `${words}, "${shown(remark)}"`;
}

async function takePoints(answer: WaitingAnswer, options: ServeOptions): Promise<'given' | 'skip' | 'back' | 'quit'> {
  const rubric: number[] = [];
  while (rubric.length < answer.rubric.length) {
    const criterion = answer.rubric[rubric.length];
    const label = `${criterion.criterion} (${inNumbers(criterion.points)})`;
    const line = await options.lines.ask(`  ${label}: `);
    const said = line === undefined ? 'quit' : readPoints(line, criterion);
    if (typeof said === 'number') rubric.push(said);
    else if (said === 'skip' || said === 'quit') return said;
    else if (said !== 'back') options.write(`  ${said}\n`);
    // back: to the criterion before, or from the first one to the answer before
    else if (rubric.pop() === undefined) return 'back';
  }
  const remark = await options.lines.ask('  Remark for the student, or nothing: ');
  if (remark === undefined) return 'quit';
  const { release, student, exercise, sha256 } = answer;
  const points = Math.round(100 * rubric.reduce((sum, one) => sum + one, 0)) / 100;
  const given = { release: release.id, student: student.id, exercise, sha256, points, rubric, remark: remark.trim() };
  options.give(given);
  answer.given = { ...given, given: '' };
  options.write(`  Kept: ${count(points, 'point')} of ${inNumbers(answer.of)}.\n`);
  return 'given';
}

/** A number, a command, or the sentence to answer with. */
function readPoints(line: string, { points: most }: Criterion): number | string {
  const word = line.trim().toLowerCase();
  const command = { s: 'skip', skip: 'skip', b: 'back', back: 'back', q: 'quit', quit: 'quit' }[word];
  if (command !== undefined) return command;
  if (!/^\d+([.,]\d+)?$/.test(word)) return `"${shown(word, 40)}" is no number of points. ${commands}`;
  const points = Number(word.replace(',', '.'));
  return points <= most ? points : `There are at most ${inNumbers(most)} for this.`;
}
