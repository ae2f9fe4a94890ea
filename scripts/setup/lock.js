const fs = require('node:fs');
const { identify, isAlive, treeIsAlive, endTree } = require('./processes.js');
const { say } = require('./say.js');
const { readJson, writeWhole } = require('./write-whole.js');

/**
 * One set-up at a time in a folder. The lock is a file that names its process and the command which that process is
 * running, so that whoever finds it after a `kill -9` knows that it is stale, and ends the orphaned command first.
 */
class Lock {
  /** @param {string} file */
  constructor(file) {
    this.file = file;
    this.owner = undefined;
  }

  /**
   * Waits for another set-up to end, then takes the lock.
   * @param {(sentence: string) => void} tell told once, when there is somebody to wait for
   */
  async take(tell) {
    let told = false;
    while (!this.create()) {
      const holder = readJson(this.file);
      if (holder && !isAlive(holder)) {
        if (holder.command && treeIsAlive(holder.command)) await endTree(holder.command);
        this.removeStale(holder);
        continue;
      }
      if (holder && !told) {
        told = true;
        tell(
          say('Another start (process {pid}) is setting up this folder: waiting for it to end.', { pid: holder.pid }),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** @returns {boolean} false when somebody else has the lock */
  create() {
    const owner = identify(process.pid);
    const mine = `${this.file}.${process.pid}`;
    writeWhole(mine, JSON.stringify(owner));
    try {
      // A hard link appears with all its content, and only one of two can make it.
      fs.linkSync(mine, this.file);
    } catch (error) {
      if (error.code === 'EEXIST') return false;
      if (!this.createWithoutLinks(owner)) return false;
    } finally {
      fs.rmSync(mine, { force: true });
    }
    this.owner = owner;
    return true;
  }

  /** For disks without hard links (USB sticks). */
  createWithoutLinks(owner) {
    try {
      fs.writeFileSync(this.file, JSON.stringify(owner), { flag: 'wx' });
      return true;
    } catch (error) {
      if (error.code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Two may find the same stale lock: what is moved away must be what was judged, or it is put back. */
  removeStale(holder) {
    const aside = `${this.file}.stale.${process.pid}`;
    try {
      fs.renameSync(this.file, aside);
    } catch {
      return; // the other one was faster
    }
    const moved = readJson(aside);
    if (moved && (moved.pid !== holder.pid || moved.started !== holder.started)) fs.renameSync(aside, this.file);
    else fs.rmSync(aside, { force: true });
  }

  /** Notes the command that runs now (undefined: none), for whoever finds this lock later. */
  note(pid) {
    if (this.owner) writeWhole(this.file, JSON.stringify(pid ? { ...this.owner, command: identify(pid) } : this.owner));
  }

  release() {
    if (this.owner) fs.rmSync(this.file, { force: true });
    this.owner = undefined;
  }
}

module.exports = { Lock };
