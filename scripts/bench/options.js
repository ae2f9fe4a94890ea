const os = require('node:os');
const path = require('node:path');
const { SetupError } = require('../setup/setup-error.js');
const { ENGINES } = require('./engines.js');
const MODELS = require('./models.json');

const HELP = `npm run bench                       measures ours, and Keras and PyTorch where they are installed
npm run bench -- --with-python      installs Keras and PyTorch for it first (1.6 GB and 2.2 GB)
npm run bench -- --quick            two short rounds at one batch size
npm run bench -- --models cnn,…     only these: ${Object.keys(MODELS).join(', ')}
npm run bench -- --engines wasm,…   only these: ${ENGINES.map(({ name }) => name).join(', ')}
npm run bench -- --rounds 9         so many rounds (else 5, with --quick 2)
npm run bench -- --to FOLDER        writes the results there (else to .convolab/bench/results)
npm run bench -- --readme           also writes the table into README.md and the picture into docs/
npm run bench -- --help             shows this`;

const SWITCHES = {
  '--help': 'help',
  '-h': 'help',
  '--quick': 'quick',
  '--readme': 'readme',
  '--with-python': 'withPython',
};
const MOST_ROUNDS = 100;

/**
 * @param {string[]} args what stands after `npm run bench --`
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ help: boolean, quick: boolean, readme: boolean, withPython: boolean, models: string[], engines?: string[], rounds: number, to?: string }}
 *   `engines`: undefined when none is named, which means all that are there
 * @throws {SetupError} one sentence for what it does not know
 */
function parseOptions(args, env = process.env) {
  refuseWhatNpmKept(env);
  const options = { help: false, quick: false, readme: false, withPython: false, models: Object.keys(MODELS) };
  for (let i = 0; i < args.length; i++) {
    const [, flag, attached] = /^(--[^=]+)=(.*)$/.exec(args[i]) ?? [undefined, args[i]];
    const value = () => attached ?? args[++i];
    if (SWITCHES[flag] && attached === undefined) options[SWITCHES[flag]] = true;
    else if (flag === '--models') options.models = parseNames(flag, value(), Object.keys(MODELS));
    else if (flag === '--engines')
      options.engines = parseNames(
        flag,
        value(),
        ENGINES.map(({ name }) => name),
      );
    else if (flag === '--rounds') options.rounds = parseRounds(value());
    else if (flag === '--to') options.to = parseFolder(value());
    else throw new SetupError(`npm run bench does not know '${args[i]}': npm run bench -- --help lists what it knows.`);
  }
  options.rounds ??= options.quick ? 2 : 5;
  if (options.readme && options.quick)
    throw new SetupError('--readme wants a whole run, and --quick is none: leave one of the two out.');
  return options;
}

/** `npm run bench --quick`: npm keeps such a flag for itself. */
function refuseWhatNpmKept(env) {
  for (const flag of ['--quick', '--readme', '--with-python', '--models', '--engines', '--rounds']) {
    if (!env[`npm_config_${flag.slice(2).replaceAll('-', '_')}`]) continue;
    throw new SetupError(`npm keeps ${flag} for itself unless two dashes stand before it: npm run bench -- ${flag}`);
  }
}

/** @returns {string[]} the names, each once, in the order of `known` */
function parseNames(flag, text, known) {
  const names = (text ?? '').split(',').filter(Boolean);
  const unknown = names.find((name) => !known.includes(name));
  if (names.length > 0 && !unknown) return known.filter((name) => names.includes(name));
  const got = unknown ? `'${unknown}' is none of them` : 'nothing follows it';
  throw new SetupError(`${flag} wants names with commas between, and ${got}: ${known.join(', ')}.`);
}

function parseRounds(text) {
  const rounds = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  if (rounds >= 1 && rounds <= MOST_ROUNDS) return rounds;
  const got = text === undefined ? 'nothing follows it' : `'${text}' is none`;
  throw new SetupError(`--rounds wants a number from 1 to ${MOST_ROUNDS}, and ${got}: npm run bench -- --rounds 5`);
}

function parseFolder(text) {
  if (text) return path.resolve(text.replace(/^~(?=\/)/, os.homedir()));
  throw new SetupError('--to wants a folder, and nothing follows it: npm run bench -- --to results');
}

module.exports = { parseOptions, HELP };
