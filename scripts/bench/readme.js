const { SetupError } = require('../setup/setup-error.js');
const MODELS = require('./models.json');
const { markdown, tablesOf } = require('./table.js');

const BEGIN = '<!-- npm run bench -- --readme writes from here -->';
const END = '<!-- to here -->';

/** What `write-results.js` draws, for readers who cannot see it. */
const PICTURES = {
  speed: 'Points with ranges: examples per second of each model in each engine, training and inference',
  scaling: 'Lines: examples per second over the batch size and over the image size, training and inference',
};

/**
 * Puts the tables of a run between the two marks of a page; the rest of it stays as it is.
 * @param {string} page Markdown
 * @param {object} results from `resultsOf`
 * @param {string[]} [pictures] names of those that stand in docs/
 * @throws {SetupError} as `aroundTables`
 */
function withTables(page, results, pictures = []) {
  const { before, after } = aroundTables(page);
  return `${before}${BEGIN}\n${section(results, pictures)}\n${END}${after}`;
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

function section(results, pictures) {
  const { computer, engines, rounds, date } = results;
  const versions = Object.assign({}, ...engines.map((engine) => engine.versions));
  const names = { node: 'Node', tfjs: 'TensorFlow.js', tensorflow: 'TensorFlow', keras: 'Keras', torch: 'PyTorch' };
  const software = Object.keys(names)
    .filter((name) => versions[name])
    .map((name) => `${names[name]} ${versions[name].replace(/\+.*/, '')}`);
  const torch = engines.some(({ name }) => name.startsWith('torch'));
  const { busyBefore = 0 } = computer;
  const busy =
    busyBefore < 0.1 ? '' : ` Other programs took ${Math.round(100 * busyBefore)} % of the processors when it began.`;
  const where = `${computer.processor}, ${computer.cores} cores, ${computer.system}`;
  const described = Object.entries(MODELS)
    .filter(([name]) => results.summary.some(({ main, model }) => main && model === name))
    .map(([, { title, note }]) => `**${title}**: ${note}.`);
  return [
    ...tablesOf(results).map(markdown),
    `${described.join(' ')} All end in a dense layer of 10 with softmax, and train with Adam.`,
    `Examples per second: median (lowest–highest) of ${rounds} interleaved rounds, ${date.slice(0, 10)}. ${torch ? '× PyTorch: the faster of its two layouts of memory. ' : ''}${where}; ${software.join(', ')}.${busy}`,
    ...pictures.map((name) => `![${PICTURES[name]}](docs/benchmark-${name}.svg)`),
  ].join('\n\n');
}

module.exports = { withTables, aroundTables, BEGIN, END };
