import { makeEdition } from '../languages/edition';
import { languages } from '../languages/translations';
import { projectRoot, UserError } from '../project';
import type { Command } from './command';
import { nearest } from './nearest';
import { readOptions } from './options';

const usage = `usage: npx --no-install convolab translate [fr | all] [OPTIONS]

Makes the notebooks of another language, such as notebooks/fr/ and exercises/fr/, from the English ones and the texts in
translations/fr/. Code cells are the same in all languages. A chapter whose translation is incomplete or out of date is not made, and
every text that is missing is named. Without a language it makes all of them.

  --check   changes nothing; fails, and names them, if notebooks differ from what would be made
`;

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
      process.stdout.write(made.map((path) => `${path}${changed.includes(path) ? '' : ' (unchanged)'}\n`).join(''));
    } else if (changed.length > 0) {
      complaints.push(
        ...changed.map(
          (path) => `${path} differs from its translation: run npx --no-install convolab translate ${code}.`,
        ),
      );
    } else if (problems.length === 0) {
      process.stdout.write(`translations/${code} agrees with ${made.join(', ')}\n`);
    }
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
    const advice = meant ? `Did you mean ${meant}?` : `There is: ${[...known, 'all'].join(', ')}.`;
    throw new UserError(`There is no translation "${word}". ${advice}`);
  }
  return [...new Set(words)];
}
