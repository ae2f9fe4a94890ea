/** A class of made-up students who hand in chapter 2, the same for the same seed: all kinds that a teacher meets. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellText, markOf, type NotebookCell } from '../../lib/src/exercises/answer-cells';
import type { Student } from '../../lib/src/grading/classroom/records';
import { type Random, random } from '../../lib/src/maths/random';
import { projectRoot } from '../../lib/src/project';
import { hostileTexts } from './hostile/texts';
import { type AnswerChoice, answersToChapter2, disguised, inOwnStyle } from './made-up-answers';

export const kinds = {
  perfect: 4,
  partial: 9,
  wrong: 3,
  late: 3,
  empty: 2,
  missing: 1,
  hostile: 3,
  renamed: 2,
  twice: 2,
  copied: 1,
} as const;

export type Kind = keyof typeof kinds;

export interface HandIn {
  /** the notebook as text */
  text: string;
  fileName: string;
  /** hours after the due date; before it below 0 */
  hours: number;
}

export interface MadeUpStudent extends Student {
  kind: Kind;
  /** from the first to the last */
  handIns: HandIn[];
}

const names =
  'Ada Lovelace,Alan Turing,Grace Hopper,Zoë Ångström,Søren Åkesson,José Núñez,Anna-Lena Groß,Li Wei,Chidi Okafor,Nour Haddad,Ivan Petrov,Mia Conti,Leo Rossi,Emma Dubois,Noah Meyer,Olga Nowak,Priya Nair,Yuki Tanaka,Tom O’Brien,Sara Lindqvist,Ali Demir,Ana Souza,Max Huber,Eva Novák,Ben Cohen,Ida Holm,Kai Vogel,Lea Roth,Jan de Vries,Uma Patel'.split(
    ',',
  );

export function madeUpClass(seed: string | number = 1): MadeUpStudent[] {
  const draw = random(`class ${seed}`);
  const answers = answersToChapter2();
  const all = (Object.keys(kinds) as Kind[]).flatMap((kind) => Array<Kind>(kinds[kind]).fill(kind));
  const order = draw.shuffle(all);
  const students = order.map((kind, i) => {
    const id = `s${String(i + 1).padStart(2, '0')}`;
    // how many of the kind came before
    const before = order.slice(0, i).filter((one) => one === kind).length;
    const handIns = handInsOf(kind, before, random(`${seed} ${id}`), answers);
    return { id, name: names[i], email: `${id}@school.example`, kind, handIns };
  });
  // one copies an answer of somebody else, and hides it
  const [giver] = students.filter(({ kind }) => kind === 'perfect');
  for (const copier of students.filter(({ kind }) => kind === 'copied')) {
    const cells = (JSON.parse(giver.handIns[0].text) as { cells: NotebookCell[] }).cells;
    const given = new Map(
      cells
        .filter((cell) => markOf(cell).role === 'answer')
        .map((cell) => [markOf(cell).exercise ?? '', disguised(cellText(cell))]),
    );
    copier.handIns = [onTime(copied(random(`${seed} ${copier.id} copies`), answers, given))];
  }
  return students;
}

function handInsOf(kind: Kind, before: number, draw: Random, answers: Record<string, AnswerChoice>): HandIn[] {
  const solve = (skill: number): string => notebookWith(drawn(draw, answers, skill));
  switch (kind) {
    case 'perfect':
      return [onTime(solve(1))];
    case 'partial':
      return [onTime(solve(0.4 + draw.uniform(0, 0.4)))];
    case 'wrong':
      return [onTime(solve(0))];
    case 'late':
      return [{ ...onTime(solve(0.9)), hours: [1, 30, 200][before] }];
    case 'empty':
      return [onTime(notebookWith({}))];
    case 'missing':
    case 'copied':
      return [];
    case 'hostile':
      return [onTime(notebookWith({ ...drawn(draw, answers, 0.7), ...hostileAnswers(draw) }))];
    case 'renamed':
      return [{ ...onTime(solve(0.8)), fileName: ['Übung 2 (final) NEU.ipynb', '02-fundamentals (1).ipynb'][before] }];
    case 'twice':
      return [{ ...onTime(solve(0.3)), hours: -50 }, onTime(solve(0.95))];
  }
}

const onTime = (text: string): HandIn => ({ text, fileName: '02-fundamentals.ipynb', hours: -20 });

/** Exercises whose answer is a program. */
const written = new Set(['2.1', '2.3', '2.4', '2.6']);

/** One answer to each exercise; `skill` is the chance that it is right, and some of the others are left out. */
function drawn(draw: Random, answers: Record<string, AnswerChoice>, skill: number): Record<string, string> {
  const entries = Object.entries(answers).map(([id, { right, wrong }]) => {
    const some = draw.uniform() < skill ? right : draw.uniform() < 0.2 ? [''] : wrong;
    const chosen = some[draw.integer(some.length)];
    return [id, written.has(id) ? inOwnStyle(chosen, draw) : chosen] as const;
  });
  return Object.fromEntries(entries.filter(([, source]) => source !== ''));
}

function copied(draw: Random, answers: Record<string, AnswerChoice>, given: Map<string, string>): string {
  const own = drawn(draw, answers, 0.5);
  return notebookWith({ ...own, '2.1': given.get('2.1') ?? '', '2.4': given.get('2.4') ?? '' });
}

/** Hostile to whoever reads the result; what is hostile to the machine is in `hostile/`. */
function hostileAnswers(draw: Random): Record<string, string> {
  const text = (): string => JSON.stringify(hostileTexts[draw.integer(hostileTexts.length)]);
  return {
    '2.1': `// ${hostileTexts[0]}\n// ${hostileTexts[4]}\nfunction conv2d(image: any): any { console.log(${text()}); throw new Error(${text()}); }`,
    '2.4': `function pool2d(image: any): any { return ${text()}; }`,
    '2.6': 'function samePadding(): any { return { before: Number.NaN, after: [, -0] }; }',
    '2.7': `const receptiveFields: any = { conv1: ${text()}, conv2: { [${text()}]: ${text()} } };`,
    '2.Q1': `const answerQ1: any = ${text()};`,
    '2.T1': `const answerT1 = ${JSON.stringify(`${hostileTexts.join(' ')} `.repeat(3))};`,
  };
}

let blank: string | undefined;

/** The notebook that was handed out, with these answers. */
export function notebookWith(answers: Record<string, string>): string {
  blank ??= readFileSync(join(projectRoot, 'exercises', '02-fundamentals.ipynb'), 'utf8');
  const notebook = JSON.parse(blank) as { cells: NotebookCell[] };
  for (const cell of notebook.cells) {
    const { exercise, role } = markOf(cell);
    if (role === 'answer' && exercise && answers[exercise] !== undefined) cell.source = answers[exercise];
  }
  return JSON.stringify(notebook, null, 1);
}
