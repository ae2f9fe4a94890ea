/** What all pages of a book share: style, script, fonts, Plotly. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { projectRoot } from '../../project';
import { packageFolder } from './licences-page';

const template = join(projectRoot, 'lib', 'nbconvert', 'convolab');

/**
 * Writes `assets/` of a site.
 * @param highlight style of highlighted code, as nbconvert gives it
 * @returns a word that changes when script or style change
 */
export function writeAssets(site: string, highlight: string): string {
  const folder = join(site, 'assets');
  mkdirSync(join(folder, 'fonts'), { recursive: true });
  const katex = join(packageFolder('katex'), 'dist');
  for (const font of readdirSync(join(katex, 'fonts')).filter((name) => name.endsWith('.woff2')))
    copyFileSync(join(katex, 'fonts', font), join(folder, 'fonts', font));
  writeFileSync(join(folder, 'katex.css'), woff2Only(readFileSync(join(katex, 'katex.min.css'), 'utf8')));
  copyFileSync(join(packageFolder('plotly.js-dist-min'), 'plotly.min.js'), join(folder, 'plotly.min.js'));

  const style = [
    byChoice(readFileSync(join(template, 'page.css'), 'utf8')),
    byChoice(readFileSync(join(template, 'book.css'), 'utf8')),
    highlight,
  ].join('\n');
  const script = pageScript();
  writeFileSync(join(folder, 'book.css'), style);
  writeFileSync(join(folder, 'book.js'), script);
  return createHash('sha256').update(style).update(script).digest('hex').slice(0, 8);
}

/** Browsers of the last five years, as for widgets. */
const target = ['es2021', 'chrome100', 'firefox100', 'safari15.4'];

function pageScript(): string {
  const { outputFiles } = buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [join(projectRoot, 'lib', 'src', 'cli', 'book', 'client', 'start.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  return outputFiles[0].text;
}

/** Every browser since 2018 reads woff2, so the other formats are not there. */
const woff2Only = (style: string): string =>
  style.replace(/(url\(fonts\/[\w-]+\.woff2\) format\("woff2"\))(,url\([^)]*\) format\("\w+"\))*/g, '$1');

/** Dark colours when the system is dark, unless the reader has chosen light; and when the reader has chosen dark. */
export function byChoice(style: string): string {
  return style.replace(
    /@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/g,
    '@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) {$1} }\n:root[data-theme=dark] {$1}',
  );
}
