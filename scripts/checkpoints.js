// `npm run checkpoints -- NAME`. An old Node must be able to read this file and node-version.js: nothing newer than ES2015 in them.
require('./setup/node-version.js').exitIfTooOld();
require('./checkpoints/checkpoints.js').checkpoints(process.argv.slice(2));
