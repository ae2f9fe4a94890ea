/** The page that one student gets: all assigned chapters, with points, cases, hints, remarks and the own answers. */
import { figures, say } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
import type { Student } from '../classroom/records';
import { htmlDocument, pointsBar } from '../pages/document';
import { plain, sentence } from '../pages/submitted-text';
import { type ExerciseFeedback, exerciseSection, pointsOf, verdicts } from './exercise-section';

export interface ChapterFeedback {
  /** letters, digits, `_` and `-`: the place on the page */
  anchor: string;
  /** 'Chapter 2: Fundamentals' */
  heading: string;
  /** that count, after everything */
  points: number;
  of: number;
  /** points that the teacher has yet to give; `of` holds them */
  waiting: number;
  /** one sentence each: when it was handed in, what lateness costs, what the teacher decided */
  facts: string[];
  /** what was odd about the notebook, or why it could not be read */
  problems: string[];
  /** none where nothing was handed in or graded */
  exercises: ExerciseFeedback[];
}

export interface StudentFeedback {
  student: Student;
  className: string;
  chapters: ChapterFeedback[];
}

/** @returns a whole HTML document */
export function studentPage({ student, className, chapters }: StudentFeedback): string {
  const points = chapters.reduce((sum, one) => sum + one.points, 0);
  const of = chapters.reduce((sum, one) => sum + one.of, 0);
  const overview =
    chapters.length > 1
      ? `<p class="points">${pointsOf(points, of)}</p>${pointsBar(points, of)}${chapterTable(chapters)}`
      : '';
  const body = [
    `<h1>${plain(student.name)}</h1>`,
    `<p class="quiet">${plain(say('Class {className} · {id}', { className, id: student.id }))}</p>`,
    overview,
    ...chapters.map(chapterPart),
  ].join('\n');
  return htmlDocument({ title: say('{name}: feedback', { name: student.name }), body });
}

const anchorOf = (name: string): string => `chapter-${name.replace(/[^\w-]/g, '')}`;

function chapterTable(chapters: ChapterFeedback[]): string {
  const rows = chapters.map(
    ({ anchor, heading, points, of, waiting }) =>
      `<tr><td><a href="#${anchorOf(anchor)}">${plain(sayMade(heading))}</a></td><td class="number">${pointsOf(points, of)}${waiting > 0 ? ` (${say('{points} not given yet', { points: figures(waiting) })})` : ''}</td></tr>`,
  );
  return `<table class="rows">${rows.join('')}</table>`;
}

function chapterPart(one: ChapterFeedback): string {
  const { anchor, heading, points, of, waiting, facts, problems, exercises } = one;
  const note =
    waiting > 0
      ? `<p>${say('{points} of them your teacher has not given yet: the points can rise.', { points: figures(waiting) })}</p>`
      : '';
  return [
    `<h2 id="${anchorOf(anchor)}">${plain(sayMade(heading))}</h2>`,
    `<p class="points">${pointsOf(points, of)}</p>${pointsBar(points, of)}${note}`,
    ...facts.map((fact) => `<p>${sentence(fact)}</p>`),
    problems.length > 0
      ? `<div class="note">${problems.map((problem) => `<p>${sentence(sayMade(problem))}</p>`).join('')}</div>`
      : '',
    exercises.length > 0 ? exerciseTable(exercises) : '',
    ...exercises.map(exerciseSection),
  ].join('\n');
}

function exerciseTable(exercises: ExerciseFeedback[]): string {
  const rows = exercises.map(({ result, points, waiting }) => {
    const { mark, word, colour } = verdicts[result.status];
    const reached = `${waiting ? '–' : figures(points)} / ${figures(result.of)}`;
    return `<tr><td>${plain(`${result.id} ${say(result.title)}`)}</td><td class="${colour}"><span class="mark" aria-hidden="true">${mark}</span>${say(word)}</td><td class="number">${reached}</td></tr>`;
  });
  return `<table class="rows"><tr><th>${say('exercise')}</th><th>${say('result')}</th><th class="number">${say('points')}</th></tr>${rows.join('')}</table>`;
}
