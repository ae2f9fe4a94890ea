/** The compiled library for students: without the grader and the teacher's commands, minified, without maps to its sources. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { UserError } from '../../project';

const settings = { minify: true, target: 'node20', legalComments: 'none', logLevel: 'silent' } as const;

/**
 * The mathematics is what exercises ask for: all of it becomes one script, which is packed, because even minified a list of
 * optimizers reads like a solution. That keeps nobody from unpacking it who wants to.
 */
const bundled = 'maths';

/** Files that students get with other content: the examination of a sandbox that they do not have. */
const replaced: Record<string, string> = { 'cli/doctor/sandbox.js': 'exports.sandbox=async()=>[];\n' };

/**
 * @param dist where the library is compiled to
 * @param to folder of the students' library
 * @param studentsCommands names of the commands that students get
 * @returns the texts of the scripts, before they are minified
 * @throws UserError if the library is not built
 */
export async function writeStudentLibrary(dist: string, to: string, studentsCommands: string[]): Promise<string[]> {
  if (!existsSync(join(dist, 'index.js'))) throw new UserError('The library is not built: run npm run build.');
  const teachersCommands = commandsIn(join(dist, 'cli')).filter((name) => !studentsCommands.includes(name));
  const isTeachers = (file: string): boolean =>
    file.startsWith('grading/') || teachersCommands.includes(/^cli\/([\w-]+)/.exec(file)?.[1] ?? '');
  const files = filesUnder(dist).filter((file) => /\.(js|d\.ts)$/.test(file) && !isTeachers(file));
  const all = new Map(files.map((file) => [file, replaced[file] ?? readFileSync(join(dist, file), 'utf8')]));
  const texts = withoutTeachersParts(all);
  checkComplete(texts, teachersCommands);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), text);
  };
  const modules: string[] = [];
  for (const [file, text] of texts) {
    if (file.endsWith('.d.ts')) {
      write(file, text.replace(/^\/\/# sourceMappingURL=.*\n?/m, ''));
    } else if (posix.dirname(file) === bundled) {
      const name = posix.basename(file, '.js');
      modules.push(name);
      write(file, `module.exports=require("./all.js")[${JSON.stringify(name)}];\n`);
    } else {
      write(file, (await transform(text, { ...settings, loader: 'js' })).code);
    }
  }
  write(`${bundled}/all.js`, await bundle(join(dist, bundled), modules));
  return [...texts].filter(([file]) => file.endsWith('.js')).map(([, text]) => text);
}

/** What is left of the command line without the parts that teachers' commands share, which load the grader. */
function withoutTeachersParts(texts: Map<string, string>): Map<string, string> {
  const lacks = ([file, text]: [string, string]): boolean =>
    /^cli\/.*\.js$/.test(file) && file !== 'cli/main.js' && missingFor(file, text, texts).length > 0;
  const gone = new Set([...texts].filter(lacks).map(([file]) => file.replace(/\.js$/, '')));
  if (gone.size === 0) return texts;
  return withoutTeachersParts(new Map([...texts].filter(([file]) => !gone.has(file.replace(/(\.d\.ts|\.js)$/, '')))));
}

/** A file `NAME.js` that exports `NAMECommand` is a command. */
function commandsIn(folder: string): string[] {
  const names = readdirSync(folder).flatMap((file) => /^([\w-]+)\.js$/.exec(file)?.[1] ?? []);
  const exported = (name: string): string =>
    `exports.${name.replace(/-./g, ([, letter]) => letter.toUpperCase())}Command =`;
  return names.filter((name) => readFileSync(join(folder, `${name}.js`), 'utf8').includes(exported(name)));
}

async function bundle(folder: string, modules: string[]): Promise<string> {
  const lines = modules.map((name) => `exports[${JSON.stringify(name)}] = require('./${name}.js');`);
  const { outputFiles } = await build({
    ...settings,
    stdin: { contents: lines.join('\n'), resolveDir: folder, loader: 'js' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
  });
  const packed = deflateRawSync(outputFiles[0].contents, { level: 9 }).toString('base64');
  const unpack = `require("node:zlib").inflateRawSync(Buffer.from("${packed}","base64")).toString()`;
  return `module._compile(${unpack},__filename);\n`;
}

/** Whatever stays must find what it loads; only the list of commands names some that are gone. */
function checkComplete(texts: Map<string, string>, teachersCommands: string[]): void {
  for (const [file, text] of texts) {
    if (!file.endsWith('.js')) continue;
    const lacking = missingFor(file, text, texts).find(
      (path) => file !== 'cli/main.js' || !teachersCommands.includes(posix.basename(path)),
    );
    if (lacking) throw new Error(`the library for students lacks ${lacking}, which ${file} loads`);
  }
}

/** What a script loads of the library and is not there. */
function missingFor(file: string, text: string, texts: Map<string, string>): string[] {
  const loaded = [...text.matchAll(/require\(['"](\.[^'"]+)['"]\)/g)].map(([, path]) =>
    posix.join(posix.dirname(file), path),
  );
  return loaded.filter((path) => ![`${path}.js`, `${path}/index.js`, path].some((name) => texts.has(name)));
}

/** All files below a folder, with forward slashes, sorted. */
export function filesUnder(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(folder, path) : [path];
    })
    .sort();
}
