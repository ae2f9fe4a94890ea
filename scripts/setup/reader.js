// Which language the reader reads, by the rule of lib/src/languages/reader.ts, which is not built yet when this runs.
// Old Nodes read this file too: nothing newer than ES2015 here.
// biome-ignore lint/style/useNodejsImportProtocol: old Nodes do not know it
const fs = require('fs');
// biome-ignore lint/style/useNodejsImportProtocol: old Nodes do not know it
const path = require('path');

/** What everything is written in first. */
const ENGLISH = 'en';

/** Whoever makes a translation may keep it elsewhere: CONVOLAB_TRANSLATIONS. */
function translationsFolder(root, env) {
  return env.CONVOLAB_TRANSLATIONS ? path.resolve(env.CONVOLAB_TRANSLATIONS) : path.join(root, 'translations');
}

/**
 * The languages that there are translations for, by their codes; a broken `language.json` makes none.
 * @returns {{ code: string, name: string, locale?: string }[]}
 */
function languagesIn(folder) {
  const codes = namesIn(folder).filter((name) => /^[a-z]{2,3}$/.test(name));
  return codes
    .sort()
    .map((code) => readObject(path.join(folder, code, 'language.json')))
    .filter((language, i) => language.code === codes[i] && typeof language.name === 'string' && language.name);
}

function namesIn(folder) {
  try {
    return fs.readdirSync(folder);
  } catch (_error) {
    return []; // the course comes without translations
  }
}

/**
 * `--lang CODE` among the arguments decides, else CONVOLAB_LANG, else the computer (LC_ALL, LC_MESSAGES, LANG); English where the course is
 * not translated into what they name.
 * @param {string[]} args of the command
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root
 * @returns {string} its code
 */
function readerLanguage(args, env, root) {
  const known = languagesIn(translationsFolder(root, env)).map((language) => language.code);
  // the first that is set decides, as everywhere on the system
  const ofComputer = env.LC_ALL || env.LC_MESSAGES || env.LANG;
  const wanted = [askedIn(args), codeIn(env.CONVOLAB_LANG), codeIn(ofComputer)];
  return wanted.find((code) => code === ENGLISH || known.indexOf(code) >= 0) || ENGLISH;
}

/** What stands after `--lang`; of several the last one counts. */
function askedIn(args) {
  let asked;
  args.forEach((arg, i) => {
    if (arg === '--lang') asked = args[i + 1];
    else if (arg.startsWith('--lang=')) asked = arg.slice('--lang='.length);
  });
  return asked;
}

/** 'fr_CA.UTF-8' is 'fr'. */
function codeIn(locale) {
  const found = /^[a-z]{2,3}/i.exec(locale || '');
  return found ? found[0].toLowerCase() : undefined;
}

/** @returns {object} what a JSON file holds; nothing in it where there is none, or something else than an object */
function readObject(file) {
  try {
    return Object(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (_error) {
    return {};
  }
}

module.exports = { ENGLISH, translationsFolder, languagesIn, readerLanguage, readObject };
