import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../languages/say';
import { projectRoot, UserError } from '../project';
import { escapeHtml, showHtml } from './html';

/** The folders whose code the course builds by hand. */
const folders = ['lib/src/maths', 'lib/src/training/search'];

/**
 * Shows the TypeScript of a function, class or registry of `maths`, or of the search, below the cell, folded: the very code that runs.
 * @param target the function itself or the name of an export
 * @throws UserError if there is no such function
 * @example source(conv2d)
 * @example source('activations')
 */
// biome-ignore lint/complexity/noBannedTypes: any function may be shown, whatever it takes
export function source(target: Function | string): void {
  const name = typeof target === 'string' ? target : target?.name;
  const { file, code } = findDeclaration(name);
  const page = `<details><summary>${summary(`<code>${escapeHtml(name)}</code>`, file)}</summary><pre>${escapeHtml(code)}</pre></details>`;
  showHtml(page, `// ${file}\n${code}`);
}

const summary = (name: string, file: string): string => say('Code of {name}, from {file}', { name, file });

/** What `source` showed in English, in the language of the reader; nothing for other HTML. */
export function sourceSaid(markup: string): string | undefined {
  const [shown, name, file] =
    /^<details><summary>Code of (<code>[^<]*<\/code>), from ([^<]*)<\/summary>/.exec(markup) ?? [];
  if (shown === undefined) return undefined;
  return `<details><summary>${summary(name, file)}</summary>${markup.slice(shown.length)}`;
}

/**
 * The text of a declaration with its comment. The formatter puts its first line and its closing bracket at the left
 * margin and nothing in between, which is all that needs to be known to cut it out.
 */
export function findDeclaration(name: string): { file: string; code: string } {
  if (!existsSync(join(projectRoot, folders[0]))) {
    throw new UserError('source(): an assignment comes without the code of the library, which its exercises ask for.');
  }
  for (const file of folders.flatMap(filesIn)) {
    const lines = readFileSync(join(projectRoot, file), 'utf8').split('\n');
    const start = lines.findIndex((line) =>
      new RegExp(`^(export )?(function|const|class) ${literal(name)}\\b`).test(line),
    );
    if (start < 0) continue;
    const oneLine = /;$/.test(lines[start]);
    const end = oneLine
      ? start
      : lines.findIndex((line, i) => i > start && /^[}\])]/.test(line) && !/^\)?.*\{$/.test(line));
    let first = start;
    if (lines[first - 1]?.endsWith('*/')) while (!lines[--first].startsWith('/**'));
    return {
      file,
      code: lines
        .slice(first, end + 1)
        .join('\n')
        .replace(/^export /m, ''),
    };
  }
  throw new UserError(
    `source(): ${folders.join(' and ')} have no function “${name}”; give a function such as conv2d or its name in quotes.`,
  );
}

function filesIn(folder: string): string[] {
  const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

/** A name as a regular expression that matches only itself. */
function literal(name: string): string {
  return String(name).replace(/[^\w]/g, '\\$&');
}
