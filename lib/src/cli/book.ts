import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toSay } from '../languages/english';
import { say, sayCount } from '../languages/say';
import { sayMade } from '../languages/say-made';
import { projectRoot, UserError } from '../project';
import { makeBook } from './book/build';
import { chaptersNamed } from './book/chapters';
import { checkSite, lookedAt } from './book/check-site';
import { Interrupted } from './book/executed';
import type { Command } from './command';
import { readOptions, readSeconds } from './options';
import { withInterrupt } from './run';

const usage = toSay(`usage: npx --no-install convolab book [02 | name | all]… [OPTIONS]
       npm run book -- [02 | name | all]… [OPTIONS]

Makes a website of the chapters, in all languages that they are translated into: a folder of files that needs no network and
works on any web server, below any path, and from a disk. Without chapters it has all of them.
A chapter whose code and library are as they were is not executed again. Ctrl-C stops it; the same command goes on.

  --out FOLDER       where to write it (default site)
  --check            make nothing: look whether every link, place and picture of a site is there
  --each-language    execute translated chapters too, in place of showing what the English ones put out
  --fresh            execute everything again
  --timeout S        seconds that one cell may take (default 300)
`);

export const bookCommand: Command = {
  name: 'book',
  summary: 'makes a website of the chapters that needs no network',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('book', args, {
    out: { type: 'string', default: join(projectRoot, 'site') },
    check: { type: 'boolean', default: false },
    'each-language': { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    timeout: { type: 'string', default: '300' },
  });
  const out = resolve(values.out);
  if (values.check) return check(out);
  const timeout = readSeconds('--timeout', values.timeout);
  const inside = relative(out, projectRoot);
  if (inside === '' || !inside.startsWith('..'))
    throw new UserError('--out must be a folder of its own: the folder of the course is inside of it, or is it.');
  const chapters = chaptersNamed(positionals);
  const { tell, now } = speaker(process.stdout);
  const { 'each-language': eachLanguage, fresh } = values;
  const report = await withInterrupt((signal) =>
    makeBook(chapters, { out, timeout, eachLanguage, fresh, signal, tell, now }),
  ).catch((error: unknown) => {
    if (!(error instanceof Interrupted)) throw error;
    tell(sayMade(error.message));
  });
  if (report === undefined) return 130;
  tell(report.problems.length > 0 ? problemsText(report.problems) : say('Every link leads somewhere.'));
  tell(
    `${relative(process.cwd(), out) || '.'}\n${say('Open it with a browser: {address}', { address: pathToFileURL(join(out, 'index.html')).href })}`,
  );
  return report.problems.length > 0 ? 1 : 0;
}

function check(out: string): number {
  const { pages, looked, problems } = checkSite(out);
  process.stdout.write(`${lookedAt({ pages, looked })}\n`);
  process.stdout.write(`${problems.length > 0 ? problemsText(problems) : say('Every link leads somewhere.')}\n`);
  return problems.length > 0 ? 1 : 0;
}

const problemsText = (problems: string[]): string =>
  `${sayCount(problems.length, '{n} leads nowhere:', '{n} lead nowhere:')}\n  ${problems.join('\n  ')}`;

/** On a terminal a line for what happens now; elsewhere such a line at most every 20 seconds. */
function speaker(to: NodeJS.WriteStream): { tell(line: string): void; now(line: string): void } {
  let last = 0;
  return {
    tell: (line) => to.write(`${to.isTTY ? '\r\u001b[K' : ''}${line}\n`),
    now: (line) => {
      if (to.isTTY) {
        to.write(`\r\u001b[K  ${line}`);
        return;
      }
      if (performance.now() - last < 20_000) return;
      last = performance.now();
      to.write(`  ${line}\n`);
    },
  };
}
