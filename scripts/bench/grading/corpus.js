const path = require('node:path');

/** A bomb is a danger to the machine where nothing holds it back, and so is what kills all that it may. */
const DANGEROUS = { tables: ['bombs'], threats: ['kills everybody', 'kills the grader', 'kills the first process'] };

let suiteTests;

/**
 * The hostile submissions of the grader's own tests.
 * @param {string} root of the course
 * @param {number} each at most so many of each table
 * @returns {{ hostile: { table: string, threat: string, deserved: number, place: (file: string) => void }[], leftOut: { table: string, threat: string }[], suite: object }}
 *   `deserved`: points that the first answer is worth, of 4; `place` puts the notebook there
 */
function loadCorpus(root, each) {
  const suite = testsIn(root).madeUp.madeUpSuite;
  const hostile = [];
  const leftOut = [];
  for (const [table, threats] of Object.entries(testsIn(root).tables)) {
    let taken = 0;
    for (const threat of threats) {
      const dangerous = DANGEROUS.tables.includes(table) || DANGEROUS.threats.includes(threat.threat);
      if (dangerous) leftOut.push({ table, threat: threat.threat });
      else if (taken++ < each) hostile.push(submissionOf(table, threat));
    }
  }
  return { hostile, leftOut, suite };
}

function submissionOf(table, threat) {
  const { textOf } = suiteTests.threat;
  return {
    table,
    threat: threat.threat,
    deserved: threat.points ?? 0,
    place: threat.place ?? ((file) => require('node:fs').writeFileSync(file, textOf(threat))),
  };
}

/** Right answers, each notebook with a remark of its own, so that no two are compiled alike. */
function honestSubmissions(count) {
  const { cellsWith, notebookText, honest } = suiteTests.madeUp;
  return Array.from({ length: count }, (_, i) => {
    const answers = Object.fromEntries(Object.entries(honest).map(([id, source]) => [id, `${source}\n// ${i}`]));
    return { text: notebookText(cellsWith(answers)) };
  });
}

/** The tests are TypeScript, and import the library's sources. */
function testsIn(root) {
  if (suiteTests) return suiteTests;
  process.env.TS_NODE_PROJECT = path.join(root, 'tests', 'tsconfig.json');
  require('ts-node/register/transpile-only');
  const load = (name) => require(path.join(root, 'tests', 'grading', `${name}.ts`));
  const { endings, bombs } = load('hostile/endings');
  const tables = {
    endings,
    bombs,
    'break-ins': load('hostile/break-ins').breakIns,
    forgeries: load('hostile/forgeries').forgeries,
    values: load('hostile/values').values,
    notebooks: load('hostile/notebooks').notebooks,
  };
  suiteTests = { tables, madeUp: load('made-up-suite'), threat: load('hostile/threat') };
  return suiteTests;
}

module.exports = { loadCorpus, honestSubmissions };
