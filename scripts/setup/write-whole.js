const fs = require('node:fs');
const path = require('node:path');

/**
 * Writes a file whole or not at all: to a temporary name beside it, then renamed. Makes the folder if need be.
 * @param {string} file
 * @param {string | Uint8Array} content
 * @param {number} [mode] 0o600 for what only this user may read
 */
function writeWhole(file, content, mode = 0o644) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.part`;
  fs.rmSync(temporary, { force: true });
  fs.writeFileSync(temporary, content, { mode });
  fs.renameSync(temporary, file);
}

/** @returns {any} what a JSON file holds; undefined when it is missing or was cut short */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

module.exports = { writeWhole, readJson };
