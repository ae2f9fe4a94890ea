import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../project';
import type { Notebook } from '../notebook/find';
import { coursePython, pythonVariables } from '../python';
import { prepareFormulas } from './formulas';

/** Folder of our nbconvert template, `convolab`. */
export const templateFolder = join(projectRoot, 'lib', 'nbconvert');

/**
 * A page of an executed notebook, by nbconvert and our template.
 * @param origin path of the notebook in the course: pictures are looked up from its folder and put into the page
 * @throws UserError if `.venv` or the formula renderer is missing
 */
export async function notebookPage(notebook: Notebook, origin: string): Promise<string> {
  prepareFormulas();
  return convert(notebook, origin, 'index.html.j2');
}

/**
 * The cells of an executed notebook as HTML, for a page that somebody else makes: figures are pictures with the data of the
 * interactive ones, formulas are as they were written.
 * @param origin as for `notebookPage`
 * @throws UserError if `.venv` is missing
 */
export async function notebookCells(notebook: Notebook, origin: string): Promise<string> {
  return convert(notebook, origin, 'book.html.j2');
}

async function convert(notebook: Notebook, origin: string, file: string): Promise<string> {
  const child = spawn(
    coursePython(),
    [
      ...['-m', 'nbconvert', '--stdin', '--stdout', '--to', 'html', '--template', 'convolab', '--log-level', 'ERROR'],
      `--TemplateExporter.extra_template_basedirs=${templateFolder}`,
      `--TemplateExporter.template_file=${file}`,
      '--HTMLExporter.embed_images=True',
    ],
    { cwd: dirname(origin), env: pythonVariables(), stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true },
  );
  child.stdin.on('error', () => undefined); // a failing nbconvert says why below
  child.stdin.end(JSON.stringify(notebook));
  const html = gather(child.stdout);
  const log = gather(child.stderr);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(`nbconvert failed: ${(await log).trim().split('\n').at(-1)}`);
  return html;
}

async function gather(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
