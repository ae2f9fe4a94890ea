/** All that readers are told, besides notebooks: what a language has messages for. */
import { join } from 'node:path';
import { loadSuites } from '../../exercises/load';
import type { Exercise, Suite } from '../../exercises/spec';
import { readCatalog, readSetUpTexts } from '../../languages/catalog';
import { type SaidText, saidIn } from '../../languages/said';
import { translationsFolder } from '../../languages/translations';
import { projectRoot } from '../../project';

/** English texts, each once: those of the library's code, of the suites' code, and of the exercises. */
export function textsToSay(): string[] {
  const folders = [join('lib', 'src'), join('tests', 'exercises')];
  const said = folders.flatMap((folder) => saidIn(join(projectRoot, folder))).map(({ text }) => text);
  return [...new Set([...said, ...loadSuites().flatMap(textsOfSuite)])];
}

/** What `npm start` says, and commands before the library is built. */
export function textsOfSetUp(): SaidText[] {
  const folders = ['setup', 'engine'].map((name) => join('scripts', name));
  return [...folders, join('lib', 'bin')].flatMap((folder) => saidIn(join(projectRoot, folder)));
}

/** Texts that a language has no message for: they stay English. @throws UserError for messages that cannot be read */
export function missingMessages(code: string, folder = translationsFolder): string[] {
  const catalog = readCatalog(join(folder, code, 'messages'));
  const ofSetUp = readSetUpTexts(code, folder);
  return [
    ...textsToSay().filter((text) => !catalog.has(text)),
    ...new Set(textsOfSetUp().flatMap(({ text }) => (ofSetUp.has(text) ? [] : [text]))),
  ];
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
