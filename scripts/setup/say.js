// Texts in the reader's language, before the library is built: `say('Port {port} is in use', { port })`. The English text is the key of
// translations/CODE/set-up.json; one without a translation stays English.
// Old Nodes read this file too: nothing newer than ES2015 here.
// biome-ignore lint/style/useNodejsImportProtocol: old Nodes do not know it
const path = require('path');
const reader = require('./reader.js');

const ROOT = path.resolve(__dirname, '..', '..');

let spoken = reader.ENGLISH;
let translations = {};

/**
 * Chooses the language of this process, which is English before. Scripts for developers choose none.
 * @param {string[]} args of the command: `--lang CODE` may be among them
 * @param {NodeJS.ProcessEnv} env
 */
function speakFor(args, env) {
  spoken = reader.readerLanguage(args, env, ROOT);
  const file = path.join(reader.translationsFolder(ROOT, env), spoken, 'set-up.json');
  translations = spoken === reader.ENGLISH ? {} : reader.readObject(file);
}

/** @returns {string} the code of the language that is spoken */
function language() {
  return spoken;
}

/**
 * @param {string} text English; `{name}` is a place for a value
 * @param {Record<string, string | number>} [values] by name
 * @returns {string} the text in the reader's language
 */
function say(text, values) {
  const found = has(translations, text) ? translations[text] : undefined;
  const said = typeof found === 'string' ? found : text;
  return said.replace(/\{(\w+)\}/g, (place, name) => (values && has(values, name) ? String(values[name]) : place));
}

/** Marks a text that is said later: `say(step.title)`. */
function toSay(text) {
  return text;
}

/** A number as the reader writes it, with so many digits after the point: '0.4' is '0,4' in French. */
function figures(x, digits) {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  return new Intl.NumberFormat(spoken, options).format(Number(x.toFixed(digits)));
}

function has(object, name) {
  // biome-ignore lint/suspicious/noPrototypeBuiltins: old Nodes have no Object.hasOwn
  return Object.prototype.hasOwnProperty.call(object, name);
}

module.exports = { speakFor, language, say, toSay, figures };
