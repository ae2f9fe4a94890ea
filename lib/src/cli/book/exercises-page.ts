/** Where the exercises are started, and which there are. The answers stand nowhere on these pages. */
import { basename } from 'node:path';
import { escapeHtml } from '../../display/html';
import { language as languageOfWork, say } from '../../languages/say';
import { readNotebook, sourceOf } from '../notebook/find';

export interface ExercisesOfChapter {
  /** the place on the page: '02-fundamentals' */
  name: string;
  /** file of the notebook */
  path: string;
  /** the same, as a reader in the folder of the course types it */
  shown: string;
  language: string;
}

/** HTML of the page, in the language of the work. */
export function exercisesPage(chapters: ExercisesOfChapter[]): string {
  return `<h1>${say('Exercises')}</h1>
<p>${say('Exercises are notebooks of their own: you write and check your answers where the code runs, on your computer.')}</p>
<ol>
<li>${code(say('Open a terminal in the folder of the course and type `npm start`. JupyterLab opens.'))}</li>
<li>${say('Open the notebook of the chapter, named below.')}</li>
<li>${code(say('Write your code in place of `// YOUR CODE HERE`, run the cell, then the one below it: `check()` tells what is right, what is wrong, and what you probably forgot.'))}</li>
</ol>
<p>${code(say('`await progress()` shows what you have done so far. In a class, your teacher tells you how to hand in.'))}</p>
${chapters.map(listOf).join('\n')}`;
}

function listOf({ name, path, shown, language }: ExercisesOfChapter): string {
  const [title = basename(path), ...headings] = headingsOf(path);
  const exercises = headings.filter((heading) => /^\d+\.\w/.test(heading)); // not 'Where you stand'
  return `<section id="${name}"${language === languageOfWork() ? '' : ` lang="${language}"`}>
<h2>${escapeHtml(title)}</h2>
<p><code>${escapeHtml(shown)}</code></p>
<ul>
${exercises.map((exercise) => `<li>${escapeHtml(exercise)}</li>`).join('\n')}
</ul>
</section>`;
}

/** First and second level, in the order of the notebook. */
function headingsOf(path: string): string[] {
  const cells = readNotebook(path).cells.filter((cell) => cell.cell_type === 'markdown');
  return cells.flatMap((cell) => [...sourceOf(cell).matchAll(/^##? (.+)$/gm)].map(([, title]) => title.trim()));
}

const code = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
