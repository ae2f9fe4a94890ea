import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { writeNbgraderConfig } from '../../lib/src/cli/nbgrader-config';
import { pythonVariables } from '../../lib/src/cli/python';
import type { ReleaseCell, ReleaseNotebook } from '../../lib/src/grading/release';
import { stateFolder } from '../../lib/src/project';
import { pythonOfTool } from './installed';

/** By student and cell: points, or null for what a teacher has to read. */
export type Scores = Record<string, Record<string, number | null>>;

const readScores = `
import json, sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    scores = {
        submission.student.id: {
            grade.name: None if grade.needs_manual_grade else grade.auto_score
            for notebook in submission.notebooks for grade in notebook.grades
        }
        for submission in book.assignment_submissions(sys.argv[1])
    }
print(json.dumps(scores))
`;

/** A course of nbgrader with our configuration, in a folder that is removed at the end. */
export class NbgraderCourse {
  private readonly folder: string;

  /** @param settings lines of Python for the end of the configuration */
  constructor(settings = '') {
    mkdirSync(join(stateFolder, 'tests'), { recursive: true });
    this.folder = mkdtempSync(join(stateFolder, 'tests', 'nbgrader-'));
    const { path } = writeNbgraderConfig(join(this.folder, 'nbgrader_config.py'));
    appendFileSync(path, settings);
  }

  /** @param place 'source', 'release', or 'submitted/ada' */
  path(place: string, assignment: string): string {
    return join(this.folder, place, assignment, `${assignment}.ipynb`);
  }

  write(place: string, assignment: string, notebook: ReleaseNotebook): void {
    mkdirSync(dirname(this.path(place, assignment)), { recursive: true });
    writeFileSync(this.path(place, assignment), JSON.stringify(notebook));
  }

  read(place: string, assignment: string): ReleaseNotebook {
    return JSON.parse(readFileSync(this.path(place, assignment), 'utf8')) as ReleaseNotebook;
  }

  /** A student hands in what was released, with other cells where `change` returns some. */
  submit(student: string, assignment: string, change: (cell: ReleaseCell) => ReleaseCell): void {
    const released = this.read('release', assignment);
    this.write(`submitted/${student}`, assignment, { ...released, cells: released.cells.map(change) });
  }

  /** Runs `nbgrader ARGS`. @returns what it said, on both streams */
  async nbgrader(...args: string[]): Promise<string> {
    return this.python('-m', 'nbgrader', ...args);
  }

  async scores(assignment: string): Promise<Scores> {
    return JSON.parse((await this.python('-c', readScores, assignment)).split('\n')[0]) as Scores;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async python(...args: string[]): Promise<string> {
    const python = pythonOfTool('nbgrader');
    const variables = pythonVariables();
    // nbgrader calls alembic by its name
    const env = { ...variables, PATH: [dirname(python), variables.PATH].join(delimiter), PYTHONWARNINGS: 'ignore' };
    const { stdout, stderr } = await promisify(execFile)(python, args, { cwd: this.folder, env, maxBuffer: 2 ** 26 });
    return stdout + stderr;
  }
}
