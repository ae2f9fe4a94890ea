#!/usr/bin/env node
/**
 * Brings bytes and SHA-256 in data/catalog.json up to date with the files that lie in data/.
 * Titles, licences and sources are written by hand. A file without an entry gets one that is incomplete,
 * which the tests refuse until its licence and source are filled in.
 *
 * usage: node data/recipes/catalog.js
 */
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const data = join(__dirname, '..');
const catalogPath = join(data, 'catalog.json');
/** Texts, not data: line endings may differ from machine to machine, so they have no checksum. */
const texts = new Set(['README.md', 'LICENSE']);
/** A file that is being written has a temporary name. */
const isUnfinished = (name) => name.endsWith('.part');

/** @returns {string} what the catalogue lists now, in a line */
function updateCatalog() {
  const catalog = JSON.parse(readFileSync(catalogPath, 'utf8'));
  for (const set of catalog.sets) {
    const names = readdirSync(join(data, set.name)).filter((name) => !texts.has(name) && !isUnfinished(name));
    for (const name of names.sort()) {
      const path = `${set.name}/${name}`;
      if (!set.files.some((file) => file.path === path)) set.files.push({ path });
    }
    set.files = set.files.filter((file) => existsSync(join(data, file.path)));
    for (const file of set.files) {
      const content = readFileSync(join(data, file.path));
      file.bytes = content.length;
      file.sha256 = createHash('sha256').update(content).digest('hex');
    }
  }
  writeFileSync(`${catalogPath}.part`, `${JSON.stringify(catalog, null, 2)}\n`);
  renameSync(`${catalogPath}.part`, catalogPath);
  return `data/catalog.json: ${catalog.sets.map((set) => `${set.name}, ${set.files.length} files`).join('; ')}`;
}

if (require.main === module) console.log(updateCatalog());

module.exports = { updateCatalog };
