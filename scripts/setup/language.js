const fs = require('node:fs');
const path = require('node:path');
const { ENGLISH, languagesIn, translationsFolder } = require('./reader.js');
const { say } = require('./say.js');
const { SetupError } = require('./setup-error.js');

/**
 * The language that `--lang CODE` asks for.
 * @param {string} root
 * @param {string} [code]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ code: string, name: string, locale?: string, lock?: string } | undefined} `locale`: as JupyterLab calls it, 'fr_FR'; `lock`: of its
 *   texts in this language; undefined for English and where none is asked for
 * @throws {SetupError} there is no such translation
 */
function languageOf(root, code, env = process.env) {
  if (code === undefined || code === ENGLISH) return undefined;
  const folder = translationsFolder(root, env);
  const known = languagesIn(folder);
  const language = known.find((one) => one.code === code);
  if (!language) {
    const codes = [ENGLISH, ...known.map((one) => one.code)].join(', ');
    throw new SetupError(say("The course has no translation '{code}'. There is: {codes}.", { code, codes }));
  }
  const { name, locale } = language;
  const lock = path.join(folder, code, 'jupyterlab.lock');
  return { code, name, locale, lock: locale && fs.existsSync(lock) ? lock : undefined };
}

module.exports = { languageOf };
