const { createHash, randomUUID } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { readJson, writeWhole } = require('./write-whole.js');

/** @returns {string} a short name for the content of `value` */
function fingerprint(value) {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24);
}

/**
 * What the set-up has done, one file a step. A stamp is written last, so there is none for a step that was cut short;
 * while a step runs, NAME.begun stands in its place.
 */
class Stamps {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  stampFile(name) {
    return path.join(this.folder, `${name}.json`);
  }

  begunFile(name) {
    return path.join(this.folder, `${name}.begun`);
  }

  /** @returns {{ id: string, key: string, result: any } | undefined} `id` is new each time that the step is done */
  read(name) {
    const stamp = readJson(this.stampFile(name));
    return stamp && typeof stamp.key === 'string' ? stamp : undefined;
  }

  /** @returns {{ interrupted: boolean, previous: any }} whether the last try was cut short; what the last whole one gave */
  begin(name) {
    const interrupted = fs.existsSync(this.begunFile(name));
    const previous = this.read(name) ?? readJson(this.begunFile(name));
    writeWhole(this.begunFile(name), JSON.stringify(previous ?? {}));
    fs.rmSync(this.stampFile(name), { force: true });
    return { interrupted, previous: previous?.result };
  }

  finish(name, key, result) {
    writeWhole(this.stampFile(name), `${JSON.stringify({ id: randomUUID(), key, result: result ?? {} }, null, 2)}\n`);
    fs.rmSync(this.begunFile(name), { force: true });
  }
}

module.exports = { Stamps, fingerprint };
