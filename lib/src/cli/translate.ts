import { makeEdition } from '../languages/edition';
import { toSay } from '../languages/english';
import { say, sayCount } from '../languages/say';
import { languages } from '../languages/translations';
import { projectRoot, UserError } from '../project';
import type { Command } from './command';
import { nearest } from './nearest';
import { readOptions } from './options';
import { missingMessages } from './translate/messages';

const usage = toSay(`usage: npx --no-install convolab translate [fr | all] [OPTIONS]

Makes the notebooks of another language, such as notebooks/fr/ and exercises/fr/, from the English ones and the texts in
translations/fr/. Code cells are the same in all languages. A chapter whose translation is incomplete or out of date is not made, and
every text that is missing is named. Without a language it makes all of them.

  --check   changes nothing; fails, and names them, if notebooks differ from what would be made; lists all that is said and has
            no message in the language, and so stays English
`);

export const translateCommand: Command = {
  name: 'translate',
  summary: 'makes the notebooks of other languages from the English ones and translations/',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('translate', args, { check: { type: 'boolean', default: false } });
  const codes = codesOf(positionals.length > 0 ? positionals : ['all']);
  const complaints: string[] = [];
  for (const code of codes) {
    const { made, changed, problems } = makeEdition(code, { root: projectRoot, check: values.check });
    complaints.push(...problems);
    if (!values.check) {
      process.stdout.write(
        made.map((path) => `${path}${changed.includes(path) ? '' : ` ${say('(unchanged)')}`}\n`).join(''),
      );
    } else if (changed.length > 0) {
      complaints.push(
        ...changed.map((path) =>
          say('{path} differs from its translation: run npx --no-install convolab translate {code}.', { path, code }),
        ),
      );
    } else if (problems.length === 0) {
      process.stdout.write(`${say('translations/{code} agrees with {made}', { code, made: made.join(', ') })}\n`);
    }
    if (values.check) listMissing(code);
  }
  process.stderr.write(complaints.map((sentence) => `${sentence}\n`).join(''));
  return complaints.length === 0 ? 0 : 1;
}

function codesOf(words: string[]): string[] {
  const known = languages().map(({ code }) => code);
  if (words.includes('all')) return known;
  for (const word of words) {
    if (known.includes(word)) continue;
    const meant = nearest(word, known);
    const advice = meant
      ? say('Did you mean {meant}?', { meant })
      : say('There is: {list}.', { list: [...known, 'all'].join(', ') });
    throw new UserError(say('There is no translation "{word}". {advice}', { word, advice }));
  }
  return [...new Set(words)];
}

function listMissing(code: string): void {
  const missing = missingMessages(code);
  if (missing.length === 0) return;
  const count = sayCount(
    missing.length,
    'translations/{code}/messages lacks {n} text, which stays English:',
    'translations/{code}/messages lacks {n} texts, which stay English:',
    { code },
  );
  process.stdout.write(`${count}\n${missing.map((text) => `  ${JSON.stringify(text)}\n`).join('')}`);
}
