const { SetupError } = require('../setup/setup-error.js');

/**
 * @param {string[]} args what follows `npm run experiments --`
 * @param {string[]} known names of chapters, such as '03-building-cnns'
 * @returns {{ chapters: string[], again: boolean, ship: boolean, group?: string } | undefined} nothing where help is wanted
 * @throws SetupError for a word that it does not know
 */
function chosen(args, known) {
  const options = { chapters: [], again: false, ship: false };
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) return undefined;
  const words = [...args];
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--group') options.group = groupIn(words);
    else if (word === '--again') options.again = true;
    else if (word === '--ship') options.ship = true;
    else if (word === 'all') options.chapters.push(...known);
    else options.chapters.push(chapterNamed(word, known));
  }
  if (options.chapters.length === 0) throw new SetupError('Which chapter? For example: npm run experiments -- 03');
  return options;
}

function groupIn(words) {
  const group = words.shift();
  if (group && !group.startsWith('-')) return group;
  throw new SetupError('--group needs the name of a group of experiments, such as --group models.');
}

function chapterNamed(word, known) {
  const chapter = known.find((name) => name === word || Number(name.slice(0, 2)) === Number(word));
  if (chapter) return chapter;
  const numbers = known.map((name) => name.slice(0, 2)).join(', ');
  throw new SetupError(
    word.startsWith('-')
      ? `npm run experiments does not know '${word}': the options are --group, --again and --ship.`
      : `There are no experiments of chapter '${word}': there are some of ${numbers}.`,
  );
}

module.exports = { chosen };
