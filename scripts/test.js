// `npm test`. An old Node must be able to read this file, node-version.js and what that needs: nothing newer than ES2015 in them.
require('./setup/say.js').speakFor([], process.env);
require('./setup/node-version.js').exitIfTooOld();
require('./testing/test.js').test(process.argv.slice(2));
