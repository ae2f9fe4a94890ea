// A set-up that a test can interrupt: node set-up-process.js FOLDER WORD. Step 'first' notes that it was done; step
// 'second' starts a command that starts another one. With WORD 'stay' both run until they are killed.
const { appendFileSync, existsSync } = require('node:fs');
const { join } = require('node:path');
const { setUp } = require('../../../scripts/setup/set-up.js');

const [root, word] = process.argv.slice(2);
const note = (line) => appendFileSync(join(root, 'done'), `${line}\n`);
const grandchild = 'setInterval(() => {}, 1000); console.log("grandchild " + process.pid)';
const child = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;

const steps = [
  {
    name: 'first',
    title: 'first',
    inputs: () => 1,
    isThere: () => existsSync(join(root, 'done')),
    work: async () => note('first'),
  },
  {
    name: 'second',
    title: 'second',
    inputs: () => 1,
    isThere: () => true,
    async work({ commands }, { interrupted }) {
      note(interrupted ? 'second after an interruption' : 'second');
      const onLine = (line) => console.log(line);
      await commands.run(process.execPath, ['-e', word === 'stay' ? child : ''], { onLine });
    },
  },
];

setUp({ root, steps, check: () => '' }).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
