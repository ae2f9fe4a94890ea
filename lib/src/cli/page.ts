import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { stateFolder, UserError, writeWhole } from '../project';
import type { Command } from './command';
import { codeCells, findNotebooks, type Notebook, nameOfCopy, readNotebook } from './notebook/find';
import { failureText, summarise } from './notebook/report';
import { readOptions, readSeconds } from './options';
import { prepareFormulas } from './page/formulas';
import { notebookPage } from './page/html';
import { executeAloud, executedFolder, withInterrupt } from './run';

const usage = toSay(`usage: npx --no-install convolab page <02 | name | fr/02 | FILE.ipynb> [OPTIONS]

Makes one HTML file of a notebook, with all figures and formulas inside: it needs no network and no server.
A notebook without outputs is executed first; the notebook itself stays as it is.

  --to FILE.html   where to write it (default .convolab/pages/NAME.html)
  --timeout S      seconds that one cell may take (default 300)
  --as-is          do not execute, even if there are no outputs
  --prepare        only put the formula renderer in place for
                   jupyter nbconvert --to html --template convolab --TemplateExporter.extra_template_basedirs=lib/nbconvert
`);

export const pageCommand: Command = {
  name: 'page',
  summary: 'makes a web page of a notebook that needs no network',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('page', args, {
    to: { type: 'string' },
    timeout: { type: 'string', default: '300' },
    'as-is': { type: 'boolean', default: false },
    prepare: { type: 'boolean', default: false },
  });
  if (values.prepare && positionals.length === 0) {
    process.stdout.write(
      prepareFormulas()
        ? `${say('The formula renderer is in place.')}\n`
        : `${say('The formula renderer was in place.')}\n`,
    );
    return 0;
  }
  if (positionals.length !== 1)
    throw new UserError(say('convolab page needs one notebook: a number (02), a name or a file.'));
  const timeout = readSeconds('--timeout', values.timeout);
  const [origin, another] = findNotebooks(positionals[0]);
  if (another !== undefined) throw new UserError(say('convolab page makes one page at a time. Give one notebook.'));
  const copy = nameOfCopy(origin);
  const target =
    values.to === undefined ? join(stateFolder, 'pages', copy.replace(/\.ipynb$/, '.html')) : resolve(values.to);
  if (!/\.html?$/.test(target))
    throw new UserError(say('--to is the page\'s file and ends with .html; got "{to}".', { to: values.to ?? '' }));

  let notebook = readNotebook(origin);
  if (!values['as-is'] && !hasOutputs(notebook)) {
    const folder = executedFolder();
    const progress = process.stdout;
    const result = await withInterrupt((signal) => executeAloud(origin, { timeout, signal, folder, progress }));
    if (!result.ok) throw new UserError(`${failureText(summarise(result))}\n\n${say('No page was written.')}`);
    notebook = readNotebook(join(folder, copy));
  }
  writeWhole(target, await notebookPage(notebook, origin));
  process.stdout.write(
    `${relative(process.cwd(), target)}\n${say('Open it with a browser: {address}', { address: pathToFileURL(target).href })}\n`,
  );
  return 0;
}

function hasOutputs(notebook: Notebook): boolean {
  const cells = codeCells(notebook);
  return cells.length === 0 || cells.some((cell) => (cell.outputs ?? []).length > 0);
}
