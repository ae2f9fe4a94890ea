/** The teacher's notebook of a class: it reads the records whenever it is run, and a teacher can go on from there. */
import { createHash } from 'node:crypto';
import { say } from '../../languages/say';

export interface NotebookOptions {
  className: string;
  /** only these chapters */
  chapters?: number[];
  /** where the classes are, if not in the folder of the course */
  classes?: string;
}

/** @returns the notebook as text, without outputs (nbformat 4.5); it runs in any folder below that of the course */
export function dashboardNotebook(options: NotebookOptions): string {
  const cells = cellsOf(options).map(([kind, ...lines]) => {
    const source = lines.join('\n');
    const id = createHash('sha256').update(source).digest('hex').slice(0, 12);
    const common = { cell_type: kind, id, metadata: {}, source: source.split(/(?<=\n)/) };
    return kind === 'code' ? { ...common, execution_count: null, outputs: [] } : common;
  });
  const metadata = {
    kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

function cellsOf({ className, chapters, classes }: NotebookOptions): string[][] {
  const which = [className, chapters].filter((one) => one !== undefined).map((one) => JSON.stringify(one));
  return [
    [
      'markdown',
      `# ${say('Class {name}', { name: className })}`,
      '',
      say(
        'Run all cells after grading: the figures show what the records of the class say now. The notebook holds names and answers of students\nonce it has run, so it stays with you.',
      ),
    ],
    [
      'code',
      "import { answerSimilarity, classProgress, exerciseOutcomes, frequentMistakes, pointsDistribution, say, show, table } from 'convolab';",
      "import { openOverview } from 'convolab/dist/grading/dashboard/class-overview';",
      "import { standingOut } from 'convolab/dist/grading/dashboard/similar-answers';",
      ...(classes === undefined ? [] : [`process.env.CONVOLAB_CLASSES = ${JSON.stringify(classes)};`]),
      `const overview = await openOverview(${which.join(', ')});`,
      "console.log(say('{students} students, {handIns} with a graded hand-in', { students: overview.students, handIns: overview.handIns }));",
    ],
    ['markdown', `## ${say('Progress')}`, '', say('A row for each student, a column for each exercise.')],
    ['code', 'await show(classProgress(overview.progress, overview.exercises));'],
    ['markdown', `## ${say('The hardest exercises')}`],
    ['code', 'await show(exerciseOutcomes(overview.outcomes));'],
    ['markdown', `## ${say('Points')}`, '', say('After lateness, and with what you have set.')],
    ['code', 'await show(pointsDistribution(overview.points));'],
    ['markdown', `## ${say('Common wrong answers')}`, '', say('Grouped by the hint that they got.')],
    [
      'code',
      'if (overview.mistakes.length > 0) {',
      '  await show(frequentMistakes(overview.mistakes, overview.handIns));',
      '  await table(overview.mistakes.map(({ exercise, students, hint, names }) => ({ exercise, students, hint, names: names.join(", ") })));',
      '}',
    ],
    [
      'markdown',
      `## ${say('Similar answers')}`,
      '',
      say(
        'What pairs of answers have in common, without names of variables, spaces, comments and what was handed out. It proves nothing: short and\nright answers are alike by nature. Read the pairs that stand out, and ask.',
      ),
    ],
    [
      'code',
      'const pairs = overview.similar.map(({ name, pairs: some }) => ({',
      '  name: name,',
      '  pairs: some.map(({ first, second, share }) => ({ names: [first.student, second.student] as const, share: share })),',
      '}));',
      'if (pairs.length > 0) await show(answerSimilarity(pairs));',
      'const apart = standingOut(overview.similar);',
      'await table(apart.map(({ exercise, first, second, share, usual }) => ({ exercise, first: first.student, second: second.student, share, usual })));',
    ],
    ['markdown', say('Two answers side by side: change the number to see another pair.')],
    [
      'code',
      'const pair = apart[0];',
      'const written = ({ student, source }: { student: string; source: string }) => [student, source].join("\\n\\n");',
      "if (pair) console.log([written(pair.first), '-'.repeat(60), written(pair.second)].join('\\n\\n'));",
    ],
    ['markdown', `## ${say('To look at')}`],
    ['code', "console.log(overview.notices.join('\\n') || say('Nothing.'));"],
  ];
}
