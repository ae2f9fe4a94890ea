import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cellText } from '../../../lib/src/exercises/answer-cells';
import { loadSuites } from '../../../lib/src/exercises/load';
import { type Assignment, assign } from '../../../lib/src/grading/assign/assign';
import { type Lock, type Manifest, studentPackages } from '../../../lib/src/grading/assign/packages';
import { openDatabase } from '../../../lib/src/grading/classroom/database';
import { ClassStore } from '../../../lib/src/grading/classroom/store';
import type { ReleaseNotebook } from '../../../lib/src/grading/release';
import { random } from '../../../lib/src/maths';
import { projectRoot } from '../../../lib/src/project';
import { cellsOf } from '../exercises/answers';
import { readZip } from './zip-archive';

const folder = mkdtempSync(join(tmpdir(), 'edition-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const names = [
  '02-fundamentals',
  '03-building-cnns',
  '04-fine-tuning',
  '05-improving-performance',
  '06-case-studies',
  '07-future',
];
const room = { name: '3a', folder, store: new ClassStore(openDatabase(join(folder, 'class.db'))) };
const chapters = names.map((name) => ({
  suite: loadSuites().find(({ chapter }) => chapter === Number.parseInt(name, 10)) as never,
  name: `${name}.ipynb`,
  notebook: JSON.parse(readFileSync(join(projectRoot, 'exercises', `${name}.ipynb`), 'utf8')) as ReleaseNotebook,
}));
const options = {
  due: '2027-01-15T23:59:59+01:00',
  late: { percentPerDay: 10, days: 3 },
  to: join(folder, 'out'),
  studentsCommands: ['doctor', 'run', 'page', 'check', 'pack'],
};

/** Path → text of every file of the edition. */
const files = new Map<string, string>();
let made: Assignment;

before(async () => {
  made = await assign(room, chapters, options);
  for (const path of readdirSync(made.path, { recursive: true, encoding: 'utf8' })) {
    const whole = join(made.path, path);
    if (statSync(whole).isDirectory()) continue;
    files.set(path.replaceAll('\\', '/'), readFileSync(whole, 'latin1'));
  }
});

const holding = (text: string): string[] => {
  const bytes = Buffer.from(text).toString('latin1');
  return [...files].filter(([, content]) => content.includes(bytes)).map(([path]) => path);
};

describe('an assignment for students', () => {
  it('has what it needs and names when it is due', () => {
    assert.equal(basename(made.path), '02-03-04-05-06-07-3a-1');
    assert.deepEqual(made.problems, []);
    for (const path of [
      'exercises/02-fundamentals.ipynb',
      'package-lock.json',
      'scripts/start.js',
      'lib/dist/index.js',
    ])
      assert.ok(files.has(path), path);
    const readme = Buffer.from(files.get('README.md') ?? '', 'latin1').toString();
    assert.match(readme, /Friday, 15 January 2027, 23:59 \(UTC\+1\)/);
    assert.match(readme, /10 % of the points; after 3 days/);
    const notebook = JSON.parse(files.get('exercises/03-building-cnns.ipynb') ?? '');
    assert.equal(notebook.metadata.convolab.release, '03-3a-1');
  });

  it('has no folder, source or map of the teacher', () => {
    const paths = [...files.keys()];
    assert.ok(paths.length > 200, `only ${paths.length} files were found`);
    const teachers =
      /solution|(^|\/)grading\/|\.map$|^lib\/src|^lib\/native|class\.db|^classes|cli\/(assign|release|grade|collect)/;
    assert.deepEqual(
      paths.filter((path) => teachers.test(path)),
      [],
    );
    assert.deepEqual(holding('sourceMappingURL=data'), []);
  });

  it('has no line of a solution', () => {
    let looked = 0;
    for (const name of names) {
      const solved = cellsOf(`solutions/${name}`).map(cellText).join('\n');
      const handedOut = cellsOf(`exercises/${name}`).map(cellText).join('\n');
      const blocks = [...solved.matchAll(/\/\/ BEGIN SOLUTION\n([\s\S]*?)\/\/ END SOLUTION/g)].map(
        ([, block]) => block,
      );
      for (const line of new Set(
        blocks
          .join('\n')
          .split('\n')
          .map((one) => one.trim()),
      )) {
        // a short line is in many texts, and some stand in the task
        if (line.length < 20 || handedOut.includes(line)) continue;
        looked++;
        // a notebook writes its text as JSON
        for (const text of [line, JSON.stringify(line).slice(1, -1)]) assert.deepEqual(holding(text), [], line);
      }
    }
    assert.ok(looked > 100, `only ${looked} lines were looked for`);
    assert.deepEqual(holding('BEGIN SOLUTION'), []);
  });

  it('has no seed, and no graded case or what makes it', () => {
    const seeds = room.store.releases().map(({ seed }) => seed);
    assert.equal(new Set(seeds).size, names.length);
    for (const seed of seeds) {
      assert.match(seed, /^[0-9a-f]{64}$/);
      assert.deepEqual(holding(seed), []);
    }
    assert.deepEqual(
      holding('gradedCases').filter((path) => !/^lib\/dist\/exercises\/(define|spec)\./.test(path)),
      [],
    );
    let looked = 0;
    for (const exercise of loadSuites().flatMap((suite) => suite.exercises)) {
      if (exercise.kind === 'choice' || exercise.kind === 'text' || !exercise.gradedCases) continue;
      const known = exercise.publicCases.map(({ name }) => name);
      for (const { name } of exercise.gradedCases(random('x'))) {
        const words = name.split(/\d/)[0].trim();
        if (words.length < 10 || known.some((one) => one.includes(words))) continue;
        looked++;
        assert.deepEqual(holding(words), [], name);
      }
    }
    assert.ok(looked > 10, `only ${looked} names were looked for`);
  });

  it('has no reference and no code of a mistake, only what they give', () => {
    for (const path of names.map((name) => `tests/exercises/${name}.code.js`)) {
      assert.ok(files.has(path));
      assert.doesNotMatch(
        files.get(path) ?? '',
        /reference|behaves|slipping|conv2dBackward|samePadding|rotateImage|gridCandidates|batchNorm\b|secretSplit|cosineDecay|warmUp\(|earlyStopping|residualBlock/,
      );
    }
    assert.doesNotMatch(files.get('tests/exercises/02-fundamentals.json') ?? '', /=>|function ?\(/);
  });

  it('has the mathematics, the models and their training as one script that is no text to read', () => {
    const packed = [...files].filter(([path]) => /^lib\/dist\/(maths|models|training)\/.*\.js$/.test(path));
    for (const name of ['maths/batch-norm', 'models/transfer', 'training/schedules', 'training/augmentation/flip'])
      assert.ok(files.has(`lib/dist/${name}.js`), name);
    for (const [path, text] of packed)
      assert.match(text, /^require\("(\.\.\/)+packed\.js"\)\("[\w/.-]+",module\);\n$/, path);
    const all = files.get('lib/dist/packed.js') ?? '';
    assert.ok(!/function|Math\.|learningRate|conv2d/.test(all), 'it can be read');
    assert.equal(all.split('\n').length, 2);
  });

  it('has no script in which the function that answers an exercise can be read', () => {
    const answers =
      /function (residual|featureExtractor|withHead|setTrainable|cosineDecay|warmUp|penalty|earlyStopping|flipImage|gridCandidates|expectedImprovement|batchNorm|dropout|iou|nms|encodeGrid|decodeGrid|conv2dTranspose|dice|meanIou|conv1d|quantize|magnitudeMask|convLstmStep|scaledDotProductAttention|normalDivergence|generatorLoss)\(/;
    assert.match(readFileSync(join(projectRoot, 'lib/dist/training/schedules.js'), 'utf8'), answers);
    assert.deepEqual(
      [...files].filter(([path, text]) => path.endsWith('.js') && answers.test(text)).map(([path]) => path),
      [],
    );
  });

  it('is counted up and never overwritten; as an archive it holds the same', async () => {
    const again = await assign(room, chapters.slice(0, 1), { ...options, zip: true });
    assert.equal(basename(again.path), '02-3a-2.zip');
    const entries = await readZip(again.path);
    const own = [...files.keys()].filter(
      (path) =>
        !/03-building-cnns|04-fine-tuning|05-improving|06-case|07-future|^data\/(fashion-mnist|photos|nuclei)/.test(
          path,
        ),
    );
    assert.deepEqual(entries.map(({ name }) => name).sort(), own.map((path) => `02-3a-2/${path}`).sort());
    cpSync(again.path, join(options.to, '02-3a-3.zip'));
    await assert.rejects(assign(room, chapters.slice(0, 1), { ...options, zip: true }), /is there already/);
    assert.equal(room.store.releases().length, names.length + 1);
    assert.deepEqual(readdirSync(options.to).sort(), ['02-03-04-05-06-07-3a-1', '02-3a-2.zip', '02-3a-3.zip']);
  });
});

describe('the packages of an assignment', () => {
  it('are those that its code names, with all that they need', () => {
    const read = (path: string): unknown => JSON.parse(readFileSync(join(made.path, path), 'utf8'));
    const { dependencies = {} } = read('lib/package.json') as Manifest;
    assert.deepEqual(
      ['libsql', 'yazl', 'esbuild', 'csv-parse'].filter((name) => name in dependencies),
      [],
    );
    assert.ok('@tensorflow/tfjs' in dependencies && 'tfjs-native' in dependencies && 'ts-node' in dependencies);
    const { packages } = read('package-lock.json') as Lock;
    assert.deepEqual(packages.lib.dependencies, dependencies);
    assert.deepEqual(packages[''].dependencies, (read('package.json') as Manifest).dependencies);
    assert.ok(packages['node_modules/@types/node'] && !packages['node_modules/@types/node'].dev);
    assert.deepEqual(
      Object.keys(packages).filter((path) => /biome|playwright|fast-check|libsql|node_modules\/esbuild/.test(path)),
      [],
    );
  });

  it('are found in the nearest folder, as Node finds them', () => {
    const root = { name: 'r', dependencies: { a: '1' }, devDependencies: { '@types/node': '1', z: '1' } };
    const library = { name: 'l', dependencies: { b: '1', unused: '1' } };
    const packages = {
      '': root,
      lib: library,
      'node_modules/convolab': { link: true },
      'node_modules/a': { dependencies: { c: '1' } },
      'node_modules/a/node_modules/c': {
        peerDependencies: { d: '1', e: '1' },
        peerDependenciesMeta: { e: { optional: true } },
      },
      'node_modules/b': { optionalDependencies: { c: '2', gone: '1' } },
      ...{
        'node_modules/c': {},
        'node_modules/d': { dev: true },
        'node_modules/e': {},
        'node_modules/z': { dev: true },
      },
      ...{ 'node_modules/@types/node': { dev: true }, 'node_modules/unused': {} },
    };
    const { lock } = studentPackages({ root, library, lock: { packages } }, ["require('b')"]);
    const kept = ['@types/node', 'a', 'a/node_modules/c', 'b', 'c', 'convolab', 'd'].map(
      (name) => `node_modules/${name}`,
    );
    assert.deepEqual(Object.keys(lock.packages).sort(), ['', 'lib', ...kept].sort());
    assert.equal('dev' in lock.packages['node_modules/d'], false);
  });
});
