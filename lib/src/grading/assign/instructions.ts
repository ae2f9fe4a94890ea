/** The README of a student edition, in plain words and the language of its notebooks. */
import { toSay } from '../../languages/english';
import { inLanguage, say, sayCount } from '../../languages/say';
import { english } from '../../languages/translations';
import { dueInWords } from '../classroom/due-date';
import { lateInWords } from '../classroom/late-policy';
import type { LatePolicy } from '../classroom/records';

export interface Assigned {
  chapter: number;
  title: string;
  /** below `exercises`: '02-fundamentals.ipynb', 'fr/02-fundamentals.ipynb' */
  notebook: string;
  points: number;
}

export interface Terms {
  due: string;
  late?: LatePolicy;
  /** code */
  language: string;
}

const page = toSay(`# ConvoLab: your assignment

{list}

**Due: {due}.** {late}

## Set up, once

You need [Node](https://nodejs.org) 20 or newer, [Python](https://www.python.org) 3.10 or newer, 3 GB of disk and a network. Open a
terminal in this folder and type

{start}

The first time it installs what is missing, which takes some minutes, and then it opens JupyterLab in your browser. From then on
it takes seconds. Ctrl-C in the terminal ends it.

## Work

1. Open the notebook in the folder {folder}.
2. Replace \`YOUR CODE HERE\` in each answer cell by your own code. Leave names and the order of cells as they are.
3. Run your cell, then the cell with \`check\` below it. It says which cases pass, and often what went wrong.
4. Save with Ctrl-S (on a Mac ⌘-S).

Do not write the functions by importing those of the course: that earns no points. \`check\` tries a few known cases; your grade comes
from others, so an answer must be right in general.

## Hand in

{pack}

with the id that your teacher knows you by. It says what is still open and writes your notebook to the folder \`hand-in\`. Give that
file to your teacher, the way you were told. You may do so again: of several the best one counts.

If something does not work: \`npx --no-install convolab doctor\` examines the installation and says what to do.
`);

export function instructions(assigned: Assigned[], { due, late, language }: Terms): string {
  return inLanguage(language, () => {
    const list = assigned.map(({ chapter, title, notebook, points }) =>
      sayCount(
        points,
        '- Chapter {chapter}, {title}: {file}, {n} point',
        '- Chapter {chapter}, {title}: {file}, {n} points',
        { chapter, title: say(title), file: `\`exercises/${notebook}\`` },
      ),
    );
    const [{ notebook }] = assigned;
    const which = assigned.length > 1 ? `${notebook.replace(/(\d\d)-[^/]*$/, '$1')} ` : '';
    const start = language === english.code ? 'npm start' : `npm start -- --lang ${language}`;
    return say(page, {
      list: list.join('\n'),
      due: dueInWords(due),
      late: lateInWords(late),
      folder: `\`${notebook.includes('/') ? `exercises/${language}` : 'exercises'}\``,
      start: fenced(start),
      pack: fenced(`npx --no-install convolab pack ${which}--student ${say('YOUR-ID')}`),
    });
  });
}

const fenced = (command: string): string => `\`\`\`\n${command}\n\`\`\``;
