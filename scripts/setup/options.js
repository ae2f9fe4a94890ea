const { say, toSay } = require('./say.js');
const { SetupError } = require('./setup-error.js');

const HELP = toSay(`npm start                    sets the course up and opens JupyterLab
npm start -- --setup-only    only sets it up
npm start -- --no-browser    opens no browser; prints the address
npm start -- --port 9000     uses this port (else the first free one from 8888 on)
npm start -- --lang fr       JupyterLab, reports and commands in French, where they are translated
npm start -- --help          shows this`);

/**
 * @param {string[]} args what stands after `npm start --`
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ help: boolean, setupOnly: boolean, browser: boolean, port?: number, lang?: string }}
 * @throws {SetupError} one sentence for what it does not know
 */
function parseOptions(args, env = process.env) {
  const options = { help: false, setupOnly: false, browser: true };
  if (env.npm_config_setup_only) throw new SetupError(twoDashes('--setup-only'));
  for (let i = 0; i < args.length; i++) {
    const [, named, value] = /^(--port|--lang)=(.*)$/.exec(args[i]) ?? [];
    const [flag, attached] = named ? [named, value] : [args[i]];
    if (flag === '--help' || flag === '-h') options.help = true;
    else if (flag === '--setup-only') options.setupOnly = true;
    else if (flag === '--no-browser') options.browser = false;
    else if (flag === '--port') options.port = parsePort(attached ?? args[++i]);
    else if (flag === '--lang') options.lang = parseLanguage(attached ?? args[++i]);
    else if (/^\d+$/.test(flag) && env.npm_config_port) throw new SetupError(twoDashes(`--port ${flag}`));
    else if (/^[a-z]{2,3}$/.test(flag) && env.npm_config_lang) throw new SetupError(twoDashes(`--lang ${flag}`));
    else throw new SetupError(unknown(flag));
  }
  return options;
}

function unknown(flag) {
  return say("npm start does not know '{flag}': npm start -- --help lists what it knows.", { flag });
}

/** `npm start --setup-only`: npm keeps such a flag for itself. */
function twoDashes(flags) {
  const [flag] = flags.split(' ');
  return say('npm keeps {flag} for itself unless two dashes stand before it: npm start -- {flags}', { flag, flags });
}

function parseLanguage(text) {
  if (text) return text;
  throw new SetupError(say('--lang wants the code of a language, and nothing follows it: npm start -- --lang fr'));
}

function parsePort(text) {
  const port = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  if (port >= 1 && port <= 65535) return port;
  const complaint =
    text === undefined
      ? toSay('--port wants a number from 1 to 65535, and nothing follows it: npm start -- --port 8888')
      : toSay("--port wants a number from 1 to 65535, and '{text}' is none: npm start -- --port 8888");
  throw new SetupError(say(complaint, { text }));
}

module.exports = { parseOptions, HELP };
