// `npm run bench:grading`. An old Node must be able to read this file and node-version.js: nothing newer than ES2015 in them.
require('./setup/node-version.js').exitIfTooOld();
require('./bench/grading/main.js').benchGrading(process.argv.slice(2));
