const { SetupError } = require('../setup/setup-error.js');
const { markdown, tablesOf } = require('./table.js');

const BEGIN = '<!-- npm run bench -- --readme writes from here -->';
const END = '<!-- to here -->';

/**
 * Puts the tables of a run between the two marks of a page; the rest of it stays as it is.
 * @param {string} page Markdown
 * @param {object} results from `resultsOf`
 * @throws {SetupError} as `aroundTables`
 */
function withTables(page, results) {
  const { before, after } = aroundTables(page);
  return `${before}${BEGIN}\n${section(results)}\n${END}${after}`;
}

/**
 * @returns {{ before: string, after: string }} what stands around the marks
 * @throws {SetupError} when the page does not have each mark once, in order
 */
function aroundTables(page) {
  const [before, ...inside] = page.split(BEGIN);
  const [, after, ...more] = inside.length === 1 ? inside[0].split(END) : [];
  if (after !== undefined && more.length === 0) return { before, after };
  throw new SetupError(
    `README.md needs the lines '${BEGIN}' and '${END}' once each, in this order, for the tables to go between.`,
  );
}

function section(results) {
  const { computer, engines, rounds, date } = results;
  const versions = Object.assign({}, ...engines.map((engine) => engine.versions));
  const names = { node: 'Node', tfjs: 'TensorFlow.js', tensorflow: 'TensorFlow', keras: 'Keras', torch: 'PyTorch' };
  const software = Object.keys(names)
    .filter((name) => versions[name])
    .map((name) => `${names[name]} ${versions[name].replace(/\+.*/, '')}`);
  const where = `${computer.processor}, ${computer.cores} cores, ${computer.system}`;
  return [
    ...tablesOf(results).map((table) => `${markdown(table)}\n`),
    `Examples per second, median (lowest–highest) of ${rounds} interleaved rounds, ${date.slice(0, 10)}. ${where}; ${software.join(', ')}.`,
  ].join('\n');
}

module.exports = { withTables, aroundTables, BEGIN, END };
