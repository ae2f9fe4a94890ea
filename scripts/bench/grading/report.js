const os = require('node:os');
const { markdown } = require('../table.js');

const OTTER = ['Otter 7', 'no TypeScript', 'no TypeScript', '–', '–', '–'];

/** The graders side by side. */
function tableOf({ graders, hostile }) {
  const [ours] = graders;
  const rows = graders.map((grader) => [
    `${grader.name} ${grader.version}`,
    String(grader.harmed),
    `${grader.undeservedPoints} in ${grader.undeservedSubmissions}`,
    String(grader.notGraded),
    (1 / grader.processorSeconds).toFixed(2),
    `× ${(grader.processorSeconds / ours.processorSeconds).toFixed(1)}`,
  ]);
  return {
    title: `${hostile} hostile submissions`,
    head: ['', 'harmed', 'undeserved points', 'not graded', 'submissions a second and core', 'time of ours'],
    rows: [...rows, OTTER],
  };
}

/** docs/grading-benchmark.md, which nobody edits by hand. */
function page(report) {
  const { graders, leftOut, busy, date } = report;
  const processor = os.cpus()[0]?.model ?? 'an unknown processor';
  const harm = graders.flatMap(({ name, outcomes }) =>
    outcomes
      .filter((one) => one.harm || one.undeserved > 0)
      .map(
        ({ table, threat, harm, undeserved }) =>
          `| ${name} | ${table}: ${threat} | ${harm ?? ''} | ${undeserved || ''} |`,
      ),
  );
  const honest = graders.map(({ name, honest: { few, many } }) => `${name}: ${few} and ${many}`).join('; ');
  return `# Graders on hostile submissions

<!-- written by npm run bench:grading -- --docs -->

${markdown(tableOf(report))}

**Harmed**: the submission read, wrote or reached what it should not, or the grader hung. **Undeserved points**: more than the answer
is worth. **Not graded**: the grader gave up, and the teacher finds no points. **Submissions a second and core**: honest ones, by
processor time of all processes, as the difference between two batches (${honest}), so that starting the grader does not count.

The submissions are those of \`tests/grading/hostile\`. nbgrader runs them as it comes, with the tslab kernel, one test cell for the
first exercise and the same graded cases; ours grades all five exercises. Around nbgrader stands bubblewrap, so that the
submissions can do no harm to whoever measures; left out are those that would endanger the computer all the same:
${leftOut.map(({ threat }) => threat).join(', ')}. Otter grades Python and R, and isolates submissions with Docker only, so nothing of this
corpus can be given to it.

${processor}, ${os.cpus().length} cores; ${date.slice(0, 10)}.${busy < 0.1 ? '' : ` Other programs took ${Math.round(100 * busy)} % of the processors when it began.`}

## What went through

| grader | submission | harm | undeserved points |
|---|---|---|--:|
${harm.join('\n')}
`;
}

module.exports = { tableOf, page };
