// One short run of a real engine, for a test to look at: node bench-process.js FOLDER
const { compare } = require('../../../scripts/bench/bench.js');
const { parseOptions } = require('../../../scripts/bench/options.js');

const [to] = process.argv.slice(2);
const args = ['--quick', '--models', 'lenet5', '--engines', 'wasm-1', '--rounds', '1', '--to', to];
compare(parseOptions(args)).then((status) => {
  process.exitCode = status;
});
