// `npm start`. An old Node must be able to read this file, node-version.js and what that needs: nothing newer than ES2015 in them.
require('./setup/say.js').speakFor(process.argv.slice(2), process.env);
require('./setup/node-version.js').exitIfTooOld();
require('./setup/start.js').start(process.argv.slice(2));
