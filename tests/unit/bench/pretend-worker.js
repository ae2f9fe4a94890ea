// An engine that computes nothing: node pretend-worker.js PARAMETERS [train|infer] [WORDS…]. Requests of the mode that is named
// fail with the words; with `silent` they are never answered.
const readline = require('node:readline');

const [parameters, failing, ...words] = process.argv.slice(2);
const answer = (content) => console.log(JSON.stringify(content));

answer({ ready: true, versions: { pretended: '1.0' } });
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { mode, steps, batchSize } = JSON.parse(line);
  if (mode === failing && words[0] === 'silent') return;
  if (mode === failing && words[0] === 'crash') {
    console.error('out of luck');
    process.exit(3);
  }
  if (mode === failing) answer({ error: words.join(' ') });
  else {
    const examples = steps * batchSize;
    answer({ examples, seconds: 1, examplesPerSecond: examples, parameters: Number(parameters), peakMegabytes: 7 });
  }
});
