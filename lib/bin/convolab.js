#!/usr/bin/env node
// Committed, not built: npm links a package's commands at install time, before `lib/dist` exists.
// An old Node must be able to read this file: nothing newer than ES2015 in it.
const { say, speakFor } = require('../../scripts/setup/say.js');

speakFor(process.argv.slice(2), process.env);
require('../../scripts/setup/node-version.js').exitIfTooOld();

const fs = require('node:fs');
const path = require('node:path');

const course = path.resolve(__dirname, '..', '..');
const main = path.join(course, 'lib', 'dist', 'cli', 'main.js');

// `convolab --help | head -1` closes our output early: that is no error.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

if (fs.existsSync(main)) {
  require(main)
    .main(process.argv.slice(2))
    .then((status) => {
      process.exitCode = status;
    });
} else {
  process.stderr.write(
    `${say('The course is not set up yet. Run npm start once in {folder} (or npm start -- --setup-only).', { folder: course })}\n`,
  );
  process.exitCode = 1;
}
