const path = require('node:path');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');
const { measureChapter } = require('./chapter.js');
const { CHAPTERS } = require('./chapters.js');
const { chosen } = require('./options.js');

const ROOT = path.resolve(__dirname, '..', '..');

const groupsOf = (name) => [...new Set(CHAPTERS[name].experiments.map(({ group }) => group))];

const LINES = Object.entries(CHAPTERS).map(
  ([name, { about }]) =>
    `  ${name.slice(0, 2)}              ${about}\n                    groups: ${groupsOf(name).join(', ')}`,
);

const HELP = `npm run experiments -- CHAPTER [OPTIONS]

  measures the large experiments of a chapter over several seeds; its notebook shows the results

${LINES.join('\n')}
  all             all of these
  --group NAME    only one group of experiments, such as --group whole
  --again         measures anew what was measured before
  --ship          writes the results that come with the course, docs/results, not those of this machine

Ctrl-C stops it: what is measured by then stays, and the next call goes on from there.`;

/** Measures what is missing, and saves after each experiment. */
async function experiments(args) {
  try {
    const options = chosen(args, Object.keys(CHAPTERS));
    if (!options) return console.log(HELP);
    for (const name of options.chapters) checkGroup(name, options.group);
    await setUp({ root: ROOT, again: 'npm run experiments' });
    for (const name of options.chapters) {
      await measureChapter({ root: ROOT, name, ...CHAPTERS[name] }, options);
      if (process.exitCode) return;
    }
  } catch (error) {
    const expected = error instanceof SetupError || ['UserError', 'DownloadError'].includes(error.name);
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}

function checkGroup(name, group) {
  const groups = groupsOf(name);
  if (group === undefined || groups.includes(group)) return;
  throw new SetupError(`${name} has no group '${group}': it has ${groups.join(', ')}.`);
}

module.exports = { experiments };
