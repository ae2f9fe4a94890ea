const { SetupError } = require('../setup/setup-error.js');

/**
 * @param {string[]} args what follows `npm run checkpoints --`
 * @param {Record<string, import('./chapters.js').Checkpoint[]>} chapters
 * @returns {import('./chapters.js').Checkpoint[] | undefined} what to train; nothing where only the list is wanted
 * @throws SetupError for a word that it does not know
 */
function chosen(args, chapters) {
  const all = Object.values(chapters).flat();
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) return undefined;
  const names = new Set(args.flatMap((word) => named(word, chapters, all)));
  return all.filter(({ name }) => names.has(name));
}

function named(word, chapters, all) {
  if (word === 'all') return all.map(({ name }) => name);
  if (all.some(({ name }) => name === word)) return [word];
  const ofChapter = chapters[word.padStart(2, '0')];
  if (ofChapter) return ofChapter.map(({ name }) => name);
  if (word.startsWith('-')) throw new SetupError(`npm run checkpoints does not know '${word}': it takes names only.`);
  throw new SetupError(`There is no checkpoint '${word}': npm run checkpoints lists them.`);
}

module.exports = { chosen };
