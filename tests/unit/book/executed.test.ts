import assert from 'node:assert';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { makeBook } from '../../../lib/src/cli/book/build';
import { withOutputsOf } from '../../../lib/src/cli/book/chapters';
import { type Execute, ExecutedChapter } from '../../../lib/src/cli/book/executed';
import { readNotebook } from '../../../lib/src/cli/notebook/find';
import { notebookOf } from '../../notebooks/try-out';

describe('executed chapters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-executed-'));
  after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, '01-one.ipynb');
  const write = (...cells: string[]) => writeFileSync(path, JSON.stringify(notebookOf(cells)));
  const kept = join(folder, 'kept');

  /** Executes by writing an output of one line below each code cell. */
  const execute: Execute = async (from, { save } = {}) => {
    const notebook = readNotebook(from);
    for (const cell of notebook.cells)
      if (cell.cell_type === 'code')
        cell.outputs = [{ output_type: 'stream', name: 'stdout', text: `ran ${cell.source}` }];
    writeFileSync(save ?? '', JSON.stringify(notebook));
    return { notebook: '01-one', ok: true, cells: [], seconds: 12.3 };
  };
  const failing: Execute = async () => ({
    notebook: '01-one',
    ok: false,
    seconds: 1,
    cells: [{ number: 2, status: 'failed', seconds: 1, title: 'boom()', error: 'boom is not defined' }],
  });
  const chapter = (library = 'one', run = execute) =>
    new ExecutedChapter('01-one', path, { folder: kept, library, execute: run });

  beforeEach(() => {
    rmSync(kept, { recursive: true, force: true });
    write('md:# One', 'const a = 1;');
  });

  test('are kept while code and library stay as they are', async () => {
    assert.equal(chapter().kept(), undefined);
    await chapter().run({});
    const { cells } = chapter().kept() ?? assert.fail('not kept');
    assert.deepEqual(cells[1].outputs, [{ output_type: 'stream', name: 'stdout', text: 'ran const a = 1;' }]);
    assert.equal(chapter('two').kept(), undefined, 'another library');
    assert.equal(chapter('two').secondsBefore, 12);
    write('md:# One, in other words', 'const a = 1;');
    assert.ok(chapter().kept(), 'other text');
    write('md:# One', 'const a = 2;');
    assert.equal(chapter().kept(), undefined, 'other code');
  });

  test('are not kept when a cell fails, and it is told which', async () => {
    await assert.rejects(chapter('one', failing).run({}), /01-one, cell 2: boom\(\)\n {4}boom is not defined/);
    assert.equal(chapter().kept(), undefined);
    assert.deepEqual(existsSync(kept) ? readdirSync(kept) : [], []);
  });

  test('that were cut short are executed again', async () => {
    await chapter().run({});
    const [file] = readdirSync(kept);
    writeFileSync(join(kept, file), readFileSync(join(kept, file), 'utf8').slice(0, 100));
    assert.equal(chapter().kept(), undefined);
  });

  test('lend their outputs to an edition with the same code, and to no other', async () => {
    const executed = await chapter().run({});
    write('md:# Un', 'const a = 1;');
    const french = withOutputsOf(path, executed);
    assert.deepEqual([french.cells[0].source, french.cells[1].outputs?.length], ['# Un', 1]);
    write('md:# Un', 'const a = 3;');
    assert.throws(() => withOutputsOf(path, executed), /has other code than the chapter in English/);
  });

  const options = (out: string, run: Execute, signal = new AbortController().signal) => {
    const nothing = (): void => undefined;
    return { out, timeout: 9, signal, tell: nothing, now: nothing, folder: kept, library: 'one', execute: run };
  };
  const chapters = [{ name: '01-one', notebooks: new Map([['en', path]]), exercises: new Map() }];

  test('a site stays as it was when a cell fails or the reader stops', async () => {
    const out = join(folder, 'site');
    rmSync(out, { recursive: true, force: true });
    makeSite(out);
    const before = readdirSync(out);
    await assert.rejects(makeBook(chapters, options(out, failing)), /The book was not made/);
    const stopped: Execute = async () => ({ notebook: '', ok: false, cells: [], seconds: 1, interrupted: true });
    await assert.rejects(
      makeBook(chapters, options(out, stopped)),
      /stopped\. The chapters that were executed are kept/,
    );
    assert.deepEqual(readdirSync(out), before);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('.part')),
      [],
    );
  });

  test('a translation that is older than its chapter is told before anything is executed', async () => {
    const french = join(folder, 'french.ipynb');
    writeFileSync(french, JSON.stringify(notebookOf(['const a = 0;'])));
    const both = [{ ...chapters[0], notebooks: new Map([...chapters[0].notebooks, ['fr', french]]) }];
    const never: Execute = () => assert.fail('it was executed');
    await assert.rejects(makeBook(both, options(join(folder, 'none'), never)), /french\.ipynb has other code/);
  });

  test('a translation is executed by itself only when that is asked for', async () => {
    mkdirSync(join(folder, 'fr'), { recursive: true });
    const french = join(folder, 'fr', '01-one.ipynb');
    writeFileSync(french, JSON.stringify(notebookOf(['md:# Un', 'const a = 1;'])));
    const both = [{ ...chapters[0], notebooks: new Map([...chapters[0].notebooks, ['fr', french]]) }];
    const ran: string[] = [];
    const until =
      (last: string): Execute =>
      async (from, given) => {
        ran.push(from);
        const run = await execute(from, given);
        return from === last ? { ...run, interrupted: true } : run;
      };
    const each = { ...options(join(folder, 'none'), until(french)), eachLanguage: true };
    await assert.rejects(makeBook(both, each), /The book was stopped/);
    assert.deepEqual(ran.splice(0), [path, french]);
    const shared = { ...options(join(folder, 'none'), until(path)), fresh: true };
    await assert.rejects(makeBook(both, shared), /The book was stopped/);
    assert.deepEqual(ran, [path]);
  });

  test('a build that was killed leaves nothing behind, and loses no site', async () => {
    const out = join(folder, 'killed');
    const dead = 999_999_999; // no process has such an id
    makeSite(join(folder, `.killed.${dead}.part.old`));
    makeSite(join(folder, `.killed.${dead}.part`));
    await assert.rejects(makeBook(chapters, options(out, failing)), /The book was not made/);
    assert.equal(readFileSync(join(out, 'index.html'), 'utf8'), 'before');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('.killed')),
      [],
    );
  });

  test("a folder of somebody else's is not replaced, nor a file", async () => {
    await assert.rejects(
      makeBook(chapters, options(path, execute)),
      /01-one\.ipynb is a file: name a folder with --out/,
    );
    await assert.rejects(
      makeBook(chapters, options(join(path, 'site'), execute)),
      /01-one\.ipynb cannot be written to/,
    );
    const out = join(folder, 'mine');
    rmSync(out, { recursive: true, force: true });
    makeSite(out);
    rmSync(join(out, 'convolab-book.json'));
    await assert.rejects(makeBook(chapters, options(out, execute)), /holds other files than a book/);
  });
});

function makeSite(out: string): void {
  mkdirSync(out);
  writeFileSync(join(out, 'convolab-book.json'), '{}');
  writeFileSync(join(out, 'index.html'), 'before');
}
