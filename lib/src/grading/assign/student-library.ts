/** The compiled library for students: without the grader and the teacher's commands, minified, without maps to its sources. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { transform } from 'esbuild';
import { UserError } from '../../project';

const settings = { minify: true, target: 'node20', legalComments: 'none', logLevel: 'silent' } as const;

/**
 * What exercises ask for: the mathematics, the models, and how they are trained. It is packed into one script, because even minified
 * a list of optimizers reads like a solution. That keeps nobody from unpacking it who wants to.
 */
const packed = /^(maths|models|training)\//;

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
  const scripts: Record<string, string> = {};
  for (const [file, text] of texts) {
    if (file.endsWith('.d.ts')) {
      write(file, text.replace(/^\/\/# sourceMappingURL=.*\n?/m, ''));
      continue;
    }
    const { code } = await transform(text, { ...settings, loader: 'js' });
    if (packed.test(file)) {
      scripts[file] = code;
      write(file, `require(${JSON.stringify(posix.relative(posix.dirname(file), 'packed.js'))})("${file}",module);\n`);
    } else {
      write(file, code);
    }
  }
  write('packed.js', pack(scripts));
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

/** A script that compiles each of the others for the module that asks, as if the text stood in its own file. */
function pack(scripts: Record<string, string>): string {
  const bytes = deflateRawSync(JSON.stringify(scripts), { level: 9 }).toString('base64');
  const unpack = `require("node:zlib").inflateRawSync(Buffer.from("${bytes}","base64"))`;
  return `const all=JSON.parse(${unpack});module.exports=(name,to)=>to._compile(all[name],to.filename);\n`;
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
