import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { classesFolder } from '../grading/classroom/class-folder';
import { classOverview } from '../grading/dashboard/class-overview';
import { dashboardNotebook } from '../grading/dashboard/dashboard-notebook';
import { dashboardPage } from '../grading/dashboard/dashboard-page';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { projectRoot, writeWhole } from '../project';
import { folderFor, gradedClass, readChapters, refuseWords } from './class-options';
import type { Command } from './command';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab dashboard [OPTIONS]

Shows how a class does, in a page and in a notebook for you alone: progress, the hardest exercises, points, common wrong answers by hint,
and answers that are alike, side by side. Likeness is counted in tokens, and it is no verdict.

  --class NAME     the class; not needed where there is only one
  --chapter 02     only this chapter; may be given several times
  --to DIR         where dashboard.html and dashboard.ipynb are written (default classes/NAME); the notebook runs
                   with the tslab kernel, anywhere below the folder of the course
`);

export const dashboardCommand: Command = {
  name: 'dashboard',
  summary: 'shows how a class does, in a page and a notebook for the teacher',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('dashboard', args, {
    class: { type: 'string' },
    chapter: { type: 'string', multiple: true },
    to: { type: 'string' },
  });
  refuseWords('dashboard', positionals);
  const to = values.to === undefined ? undefined : folderFor('--to', values.to);
  const results = await gradedClass(values);
  const folder = to ?? results.folder;
  const page = join(folder, 'dashboard.html');
  writeWhole(page, await dashboardPage(classOverview(results)));
  const notebook = join(folder, 'dashboard.ipynb');
  const classes = process.env.CONVOLAB_CLASSES === undefined ? undefined : resolve(classesFolder());
  const chapters = readChapters(values.chapter);
  writeWhole(notebook, dashboardNotebook({ className: results.className, chapters, classes }));
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(relative(process.cwd(), page));
  print(say('Open it with a browser: {address}', { address: pathToFileURL(page).href }));
  print(relative(process.cwd(), notebook));
  if (!notebook.startsWith(projectRoot + sep)) {
    print(say('The notebook runs below the folder of the course only: copy it there, or say --to.'));
  }
  return 0;
}
