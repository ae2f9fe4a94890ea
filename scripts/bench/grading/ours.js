const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pythonIn } = require('../../setup/venv.js');
const { processorTime } = require('./processor-time.js');

/** The course's own grader, as `convolab grade` uses it. */
class Ours {
  name = 'ConvoLab';
  /** honest submissions in the two runs whose difference is measured */
  counts = [5, 45];

  constructor(root) {
    this.root = root;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convolab-bench-ours-'));
    this.number = 0;
  }

  version() {
    return require(path.join(this.root, 'package.json')).version;
  }

  /** @returns {Promise<{ points?: number, harm?: string }>} */
  async grade({ place }) {
    const { gradeSubmission } = require(path.join(this.root, 'lib', 'dist', 'grading'));
    const grader = await this.opened();
    const file = path.join(this.folder, `${++this.number}.ipynb`);
    place(file);
    const graded = await gradeSubmission(this.suite(), file, { seed: 'bench', grader });
    return { points: graded.exercises[0].points };
  }

  async opened() {
    const { openGrader } = require(path.join(this.root, 'lib', 'dist', 'grading'));
    this.grader ??= await openGrader(this.suite());
    return this.grader;
  }

  suite() {
    return require(path.join(this.root, 'tests', 'grading', 'made-up-suite.ts')).madeUpSuite;
  }

  /** Seconds for a batch, from the start of the program to its end. */
  async seconds(submissions) {
    const folder = fs.mkdtempSync(path.join(this.folder, 'batch-'));
    for (const [i, { text }] of submissions.entries()) fs.writeFileSync(path.join(folder, `${i}.ipynb`), text);
    const python = pythonIn(path.join(this.root, '.venv'));
    return processorTime(python, [process.execPath, path.join(__dirname, 'grade-folder.js'), folder]);
  }

  async close() {
    await this.grader?.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

module.exports = { Ours };
