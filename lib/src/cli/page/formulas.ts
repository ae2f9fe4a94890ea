import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { say } from '../../languages/say';
import { UserError, writeWhole } from '../../project';
import { environmentFolder } from '../python';

/** Where `jupyter nbconvert` of `.venv` looks for parts of the template `convolab`, whatever folder it is called from. */
export const formulasFile = join(
  environmentFolder,
  'share',
  'jupyter',
  'nbconvert',
  'templates',
  'convolab',
  'formulas.html.j2',
);

/**
 * Puts the formula renderer (KaTeX, as npm installed it) into one file that a page can hold: script, style, fonts.
 * Does nothing if it is there for this version.
 * @returns true if the file was written
 * @throws UserError if KaTeX is not installed
 */
export function prepareFormulas(): boolean {
  const katex = katexFolder();
  const { version } = JSON.parse(readFileSync(join(katex, 'package.json'), 'utf8')) as { version: string };
  const stamp = `{#- KaTeX ${version}, form 1 -#}\n`;
  if (existsSync(formulasFile) && readFileSync(formulasFile, 'utf8').startsWith(stamp)) return false;
  writeWhole(formulasFile, `${stamp}{% raw %}${formulasHtml(join(katex, 'dist'))}{% endraw %}\n`);
  return true;
}

function katexFolder(): string {
  try {
    return dirname(createRequire(__filename).resolve('katex/package.json'));
  } catch {
    throw new UserError(
      say('The formula renderer (the npm package katex) is not installed. Run npm start -- --setup-only.'),
    );
  }
}

/** HTML for the end of a page's body. */
function formulasHtml(dist: string): string {
  const script = (name: string): string => `<script>${readFileSync(join(dist, name), 'utf8').trim()}</script>`;
  return [
    `<style>${styleWithFonts(dist)}</style>`,
    script('katex.min.js'),
    script('contrib/auto-render.min.js'),
    `<script>${render}</script>`,
  ].join('\n');
}

/** Each font as a data URI; woff2 is enough for every browser since 2018. */
function styleWithFonts(dist: string): string {
  const style = readFileSync(join(dist, 'katex.min.css'), 'utf8');
  return style.replace(
    /src:url\((fonts\/[\w-]+\.woff2)\) format\("woff2"\)(,url\([^)]*\) format\("\w+"\))*/g,
    (_, font) => {
      const base64 = readFileSync(join(dist, font as string)).toString('base64');
      return `src:url(data:font/woff2;base64,${base64}) format("woff2")`;
    },
  );
}

/** Runs in the page. The same delimiters as in JupyterLab; text in code and in outputs of programs is left alone. */
const render = `
for (const part of document.querySelectorAll('.jp-RenderedHTMLCommon, .jp-RenderedLatex')) {
  renderMathInElement(part, {
    delimiters: [
      { left: '$$', right: '$$', display: true },
      { left: '$', right: '$', display: false },
      { left: '\\\\(', right: '\\\\)', display: false },
      { left: '\\\\[', right: '\\\\]', display: true },
      ...['equation', 'align', 'aligned', 'gather', 'alignat'].flatMap((name) => [name, name + '*']).map((name) => (
        { left: '\\\\begin{' + name + '}', right: '\\\\end{' + name + '}', display: true }
      )),
    ],
    throwOnError: false,
    strict: 'ignore',
  });
}
`;
