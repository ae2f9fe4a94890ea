const fs = require('node:fs');
const path = require('node:path');
const { SetupError } = require('./setup-error.js');
const { readJson } = require('./write-whole.js');

/** What everything is written in first. */
const ENGLISH = 'en';

/**
 * The language that `--lang CODE` asks for.
 * @param {string} root
 * @param {string} [code]
 * @returns {{ code: string, name: string, locale?: string, lock?: string } | undefined} `locale`: as JupyterLab calls it, 'fr_FR'; `lock`: of its
 *   texts in this language; undefined for English and where none is asked for
 * @throws {SetupError} there is no such translation
 */
function languageOf(root, code) {
  if (code === undefined || code === ENGLISH) return undefined;
  const folder = path.join(root, 'translations', code);
  const { name, locale } = (/^[a-z]{2,3}$/.test(code) && readJson(path.join(folder, 'language.json'))) || {};
  if (!name) {
    const known = [ENGLISH, ...languagesIn(path.join(root, 'translations'))].join(', ');
    throw new SetupError(`The course has no translation '${code}'. There is: ${known}.`);
  }
  const lock = path.join(folder, 'jupyterlab.lock');
  return { code, name, locale, lock: locale && fs.existsSync(lock) ? lock : undefined };
}

function languagesIn(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, 'language.json')))
    .sort();
}

module.exports = { languageOf };
