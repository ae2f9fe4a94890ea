import { join, relative } from 'node:path';
import { studentFeedback } from '../grading/feedback/class-feedback';
import { pageLanguage } from '../grading/feedback/page-language';
import { studentPage } from '../grading/feedback/student-page';
import { toSay } from '../languages/english';
import { inLanguage, say, sayCount } from '../languages/say';
import { writeWhole } from '../project';
import { folderFor, gradedClass, refuseWords, studentsNamed } from './class-options';
import type { Command } from './command';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab feedback [OPTIONS]

Makes one HTML page for each student: points and what lateness took off, each case, what was expected and what came back, hints, your
remarks, and the student's own answers. A page is one file that runs nothing and needs no network: mail it, or upload it.

What the graded cases ask for is left out as long as anybody of the class can still hand in. The reason that you gave when you
set the points of a chapter stands on the page; the reason of another due date does not.

  --class NAME     the class; not needed where there is only one
  --chapter 02     only this chapter; may be given several times
  --student ID     only this student; may be given several times
  --to DIR         where the pages are written (default classes/NAME/feedback), each as ID.html

A page is in the language of the notebook that the student handed in; with --lang fr or CONVOLAB_LANG=fr all pages are in that one.
`);

export const feedbackCommand: Command = {
  name: 'feedback',
  summary: 'makes a page for each student of a class: points, cases, hints, remarks',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('feedback', args, {
    class: { type: 'string' },
    chapter: { type: 'string', multiple: true },
    student: { type: 'string', multiple: true },
    to: { type: 'string' },
  });
  refuseWords('feedback', positionals);
  const to = values.to === undefined ? undefined : folderFor('--to', values.to);
  const results = await gradedClass(values);
  const students = studentsNamed(results, values.student);
  const folder = to ?? join(results.folder, 'feedback');
  const now = new Date();
  for (const student of students) {
    const page = inLanguage(pageLanguage(results, student.id), () =>
      studentPage(studentFeedback(results, student, now)),
    );
    writeWhole(join(folder, `${student.id}.html`), page);
  }
  const waiting = students.filter(({ id }) => results.chapters.some(({ grades }) => isOpen(grades.get(id)?.status)));
  const note =
    waiting.length > 0
      ? `${sayCount(waiting.length, '{n} student of them waits for grades or for your points: make the pages again after that.', '{n} students of them wait for grades or for your points: make the pages again after that.')}\n`
      : '';
  const pages = sayCount(students.length, '{n} page', '{n} pages');
  process.stdout.write(
    `${say('{pages} in {folder}', { pages, folder: relative(process.cwd(), folder) || '.' })}\n${note}`,
  );
  return 0;
}

const isOpen = (status: string | undefined): boolean => status === 'ungraded' || status === 'waiting';
