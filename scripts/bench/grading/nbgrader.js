const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { contained } = require('./contained.js');
const { processorTime } = require('./processor-time.js');
const { sourceNotebook, submittedNotebook } = require('./nbgrader-notebooks.js');

/** Seconds for one submission; nbgrader itself gives each cell ten. */
const PATIENCE = 240;

/** As a teacher sets it up for TypeScript, and nothing more. */
const CONFIG = `c = get_config()
c.CourseDirectory.course_id = "bench"
c.ClearSolutions.code_stub = {"typescript": "// YOUR CODE HERE\\nthrow new Error('Not implemented');"}
c.ExecutePreprocessor.timeout = 10
`;

/** Stock nbgrader with the tslab kernel, in a root of its own that is thrown away: the submissions really are hostile. */
class Nbgrader {
  name = 'nbgrader';
  counts = [1, 4];

  constructor(root, python, suite) {
    this.root = root;
    this.python = python;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'convolab-bench-nbgrader-'));
    this.course = path.join(this.folder, 'template');
    fs.mkdirSync(path.join(this.course, 'source', 'a1'), { recursive: true });
    fs.writeFileSync(path.join(this.course, 'nbgrader_config.py'), CONFIG);
    fs.writeFileSync(path.join(this.course, 'source', 'a1', 'notebook.ipynb'), sourceNotebook(root, suite));
    this.number = 0;
    const made = this.run(this.course, ['generate_assignment', 'a1']);
    if (made.status !== 0) throw new Error(`nbgrader cannot make the assignment: ${made.stderr.slice(-500)}`);
  }

  version() {
    const code = 'import nbgrader; print(nbgrader.__version__)';
    return execFileSync(this.python, ['-c', code], { encoding: 'utf8' }).trim();
  }

  /** @returns {{ points?: number, harm?: string }} */
  grade({ place }) {
    const { course, home } = this.freshCourse();
    const file = this.placeFor(course, 'student');
    place(file);
    this.addMarks(file);
    const { status, signal, error } = this.run(course, ['autograde', 'a1'], home);
    const harm = error || signal ? 'hung the grader' : harmTo(home) || (status > 128 ? 'ended the grader' : undefined);
    const points = this.points(course);
    fs.rmSync(path.dirname(course), { recursive: true, force: true });
    return { points, harm };
  }

  seconds(submissions) {
    const { course, home } = this.freshCourse();
    for (const [i, { text }] of submissions.entries()) {
      const file = this.placeFor(course, `student${i}`);
      fs.writeFileSync(file, text);
      this.addMarks(file);
    }
    const [command, ...args] = this.command(course, ['autograde', 'a1'], home);
    const used = processorTime(this.python, [command, ...args]);
    if (this.points(course, 'student0') !== 4)
      throw new Error('nbgrader does not give an honest submission its points');
    return used;
  }

  async close() {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  freshCourse() {
    const folder = path.join(this.folder, String(++this.number));
    const [course, home] = ['course', 'home'].map((name) => path.join(folder, name));
    fs.cpSync(this.course, course, { recursive: true });
    fs.mkdirSync(home);
    fs.writeFileSync(path.join(home, CANARY), CANARY);
    return { course, home };
  }

  placeFor(course, student) {
    const folder = path.join(course, 'submitted', student, 'a1');
    fs.mkdirSync(folder, { recursive: true });
    return path.join(folder, 'notebook.ipynb');
  }

  /** A student's notebook has nbgrader's marks. What is no notebook stays as it is. */
  addMarks(file) {
    if (!fs.lstatSync(file, { throwIfNoEntry: false })?.isFile()) return;
    const marked = submittedNotebook(fs.readFileSync(file, 'utf8'), this.course);
    if (marked) fs.writeFileSync(file, marked);
  }

  command(course, args, home) {
    return contained(this.root, { python: this.python, course, home }, ['-m', 'nbgrader', ...args]);
  }

  run(course, args, home) {
    const [command, ...rest] = this.command(course, args, home);
    return spawnSync(command, rest, { encoding: 'utf8', timeout: 1000 * PATIENCE, killSignal: 'SIGKILL' });
  }

  /** The points in nbgrader's database; undefined for a submission that it did not grade. */
  points(course, student = 'student') {
    const code = `
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    grades = [grade for notebook in book.find_submission("a1", "${student}").notebooks for grade in notebook.grades]
    scores = [grade.auto_score for grade in grades]
print("none" if not scores or None in scores else sum(scores))`;
    const { stdout } = spawnSync(this.python, ['-c', code], { cwd: course, encoding: 'utf8' });
    const points = Number.parseFloat(stdout);
    return Number.isNaN(points) ? undefined : points;
  }
}

const CANARY = 'canary';

/** What a submission did to the home of whoever grades. */
function harmTo(home) {
  const canary = path.join(home, CANARY);
  if (!fs.existsSync(canary) || fs.readFileSync(canary, 'utf8') !== CANARY) return 'changed a file of the teacher';
  // programs of Jupyter keep their own things in folders with a dot
  const strange = fs.readdirSync(home).filter((name) => name !== CANARY && !name.startsWith('.'));
  return strange.length > 0 ? 'wrote into the home of the teacher' : undefined;
}

module.exports = { Nbgrader };
