// `npm run bench:widgets`. An old Node must be able to read this file and node-version.js: nothing newer than ES2015 in them.
require('./setup/node-version.js').exitIfTooOld();
require('./bench/widgets/main.js').benchWidgets(process.argv.slice(2));
