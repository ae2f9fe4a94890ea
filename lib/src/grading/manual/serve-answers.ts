/** Serves answers to a teacher one by one, and takes points and a remark for each. */
import { sayPoints } from '../../exercises/points';
import { figures, say, sayCount } from '../../languages/say';
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

const commands = (): string => say('Enter the points; s skips the answer, b goes back, q ends.');

/** @returns how many answers got points */
export async function serveAnswers(answers: WaitingAnswer[], options: ServeOptions): Promise<number> {
  const done = new Set<number>();
  options.write(`${sayCount(answers.length, '{n} answer to read.', '{n} answers to read.')} ${commands()}\n`);
  for (let i = 0; i < answers.length; ) {
    options.write(page(answers[i], i, answers.length, options.names ?? false));
    const said = await takePoints(answers[i], options);
    if (said === 'quit') break;
    if (said === 'back') {
      if (i === 0) options.write(`${say('This is the first one.')}\n`);
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
  const place = say('{some} of {all}', { some: index + 1, all: total });
  const head = `${place} · ${answer.release.id} · ${exercise} ${say(title)} · ${sayPoints(of)}`;
  const who = names ? `${shown(student.name)} (${student.id})\n` : '';
  const body =
    text === undefined
      ? `${say('No text, but a program: look at it with npx --no-install convolab check.')}${names ? ` ${say('It is {file}.', { file: shown(answer.file) })}` : ''}`
      : shown(text);
  const before = given ? `\n${say('So far: {given}', { given: givenInWords(given) })}\n` : '';
  const bar = '─'.repeat(72);
  return `\n${head}\n${who}${question ? `${say(question)}\n` : ''}${bar}\n${body}\n${bar}\n${before}`;
}

function givenInWords({ points, rubric, remark }: ManualPoints): string {
  const each = rubric ? ` (${rubric.map((one) => figures(one)).join(' + ')})` : '';
  const words = points === undefined ? say('no points') : `${sayPoints(points)}${each}`;
  return remark === '' ? words : `${words}, ${say('"{remark}"', { remark: shown(remark) })}`;
}

async function takePoints(answer: WaitingAnswer, options: ServeOptions): Promise<'given' | 'skip' | 'back' | 'quit'> {
  const rubric: number[] = [];
  while (rubric.length < answer.rubric.length) {
    const criterion = answer.rubric[rubric.length];
    const label = say('{criterion} ({points})', {
      criterion: say(criterion.criterion),
      points: figures(criterion.points),
    });
    const line = await options.lines.ask(`  ${say('{label}:', { label })} `);
    const said = line === undefined ? 'quit' : readPoints(line, criterion);
    if (typeof said === 'number') rubric.push(said);
    else if (said === 'skip' || said === 'quit') return said;
    else if (said !== 'back') options.write(`  ${said}\n`);
    // back: to the criterion before, or from the first one to the answer before
    else if (rubric.pop() === undefined) return 'back';
  }
  const remark = await options.lines.ask(`  ${say('Remark for the student, or nothing:')} `);
  if (remark === undefined) return 'quit';
  const { release, student, exercise, sha256 } = answer;
  const points = Math.round(100 * rubric.reduce((sum, one) => sum + one, 0)) / 100;
  const given = { release: release.id, student: student.id, exercise, sha256, points, rubric, remark: remark.trim() };
  options.give(given);
  answer.given = { ...given, given: '' };
  options.write(`  ${say('Kept: {points} of {all}.', { points: sayPoints(points), all: figures(answer.of) })}\n`);
  return 'given';
}

/** A number, a command, or the sentence to answer with. */
function readPoints(line: string, { points: most }: Criterion): number | string {
  const word = line.trim().toLowerCase();
  const command = { s: 'skip', skip: 'skip', b: 'back', back: 'back', q: 'quit', quit: 'quit' }[word];
  if (command !== undefined) return command;
  if (!/^\d+([.,]\d+)?$/.test(word))
    return `${say('"{word}" is no number of points.', { word: shown(word, 40) })} ${commands()}`;
  const points = Number(word.replace(',', '.'));
  return points <= most ? points : say('There are at most {most} for this.', { most: figures(most) });
}
