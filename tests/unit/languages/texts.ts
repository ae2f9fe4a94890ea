/** The English texts that readers see and that the messages of a language translate. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Exercise, Suite } from '../../../lib/src/exercises/spec';
import { projectRoot } from '../../../lib/src/project';
import { filesUnder } from '../../structure/imports';

export interface SaidText {
  text: string;
  /** it has forms for one and many */
  counts: boolean;
  file: string;
}

/** What the library says by `say` and `sayCount`: the texts that stand in the calls, also as one of two in a condition. */
export function textsOfLibrary(): SaidText[] {
  const folder = join(projectRoot, 'lib', 'src');
  return filesUnder(folder, /\.ts$/).flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8');
    if (!/from '[./]+\/languages\/say'/.test(code)) return [];
    const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
    const found: SaidText[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const place = { say: 0, sayCount: 2 }[node.expression.text];
        const argument = place === undefined ? undefined : node.arguments[place];
        if (argument && ts.isStringLiteralLike(argument))
          found.push({ text: argument.text, counts: place === 2, file });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** What a student may read of a suite: all but the graded cases, whose names come from a random generator. */
export function textsOfSuite({ title, exercises }: Suite): string[] {
  return [...new Set([title, ...exercises.flatMap(textsOfExercise)])];
}

function textsOfExercise(exercise: Exercise): string[] {
  const shared = [exercise.title, exercise.firstStep ?? ''];
  const own =
    exercise.kind === 'choice'
      ? [exercise.question, ...Object.values(exercise.options), ...Object.values(exercise.feedback ?? {})]
      : exercise.kind === 'text'
        ? [exercise.question, ...exercise.rubric.map(({ criterion }) => criterion)]
        : [...exercise.publicCases.map(({ name }) => name), ...(exercise.mistakes ?? []).map(({ hint }) => hint)];
  return [...shared, ...own].filter((text) => text !== '');
}

/** The names of the places for values, sorted. */
export function placesOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
}
