/** The first page: what this is, the chapters with their sections, and how to run them. */
import { escapeHtml } from '../../display/html';
import { language as languageOfWork, say } from '../../languages/say';
import { type Place, seenFrom } from './frame';
import type { Section } from './sections';

export interface ListedChapter extends Place {
  sections: Section[];
}

/** HTML of the page, in the language of the work. @param file the page itself */
export function contentsPage(file: string, chapters: ListedChapter[], exercises: string): string {
  return `<h1>${say('Convolutional neural networks')}</h1>
<p>${say('The chapters of the course, with all that their code prints and draws. Figures and instruments work on these pages: move them, drag them, press play.')}</p>
<h2 id="chapters">${say('Chapters')}</h2>
<ol class="cards">
${chapters.map((chapter) => card(chapter, file)).join('\n')}
</ol>
<h2 id="run">${say('Run and change the code')}</h2>
<p>${code(say('Set up the course on your computer (with Node 20 and Python 3.10, or newer) and type `npm start` in its folder: the same chapters open in JupyterLab.'))}
<a href="${seenFrom(file, exercises)}">${say('How the exercises work')}</a></p>`;
}

const code = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

function card({ file, title, language, sections: [own, ...sections] }: ListedChapter, from: string): string {
  const page = languageOfWork();
  const address = seenFrom(from, file);
  const parts = sections.filter(({ level }) => level === 2);
  const isForeign = language !== page;
  return `<li${isForeign ? ` lang="${language}"` : ''}>
<h3><a href="${address}">${escapeHtml(own?.title ?? title)}</a>${isForeign ? ` <span class="note" lang="${page}">${say('in English')}</span>` : ''}</h3>
<ul>${parts.map(({ id, title }) => `<li><a href="${address}#${id}">${escapeHtml(title)}</a></li>`).join('')}</ul>
</li>`;
}
