import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { collect } from '../../../lib/src/grading/collect/collect';
import type { Gathered } from '../../../lib/src/grading/collect/found';
import { gatherFromZip, zipLimits } from '../../../lib/src/grading/collect/from-zip';
import { handIn, madeUpClass } from './class-of-made-up-students';
import { type Entry, makeZip } from './zip-archive';

const folder = mkdtempSync(join(tmpdir(), 'hostile-archives-'));
after(() => rmSync(folder, { recursive: true }));

/** Names that yazl refuses to write. */
function zipByPython(program: string): string {
  const path = join(folder, 'python.zip');
  execFileSync('python3', [
    '-c',
    `import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:\n${program}`,
    path,
  ]);
  return path;
}

async function gathered(entries: Entry[], limits = zipLimits): Promise<Gathered> {
  return gatherFromZip(await makeZip(join(folder, 'own.zip'), entries), limits);
}

const names = ({ notebooks }: Gathered): string[] => notebooks.map(({ cameAs }) => cameAs);
const good: Entry = { name: 's01/good.ipynb', content: '{}' };

/** Makes the archive say another size for all of its entries, in its list and before each. */
function lie(path: string, size: number): void {
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length - 4; at++) {
    if (bytes.readUInt32LE(at) === 0x02014b50) bytes.writeUInt32LE(size, at + 24);
    if (bytes.readUInt32LE(at) === 0x04034b50) bytes.writeUInt32LE(size, at + 22);
  }
  writeFileSync(path, bytes);
}

describe('an archive that means harm', () => {
  it('gets nothing written by names that lead out of it', async () => {
    const path = zipByPython(
      ['../../out.ipynb', '/tmp/out.ipynb', 's01/../../out.ipynb', 'C:/out.ipynb', 's01/good.ipynb']
        .map((name) => `  z.writestr("${name}", "{}")`)
        .concat('  z.writestr("s01\\\\..\\\\..\\\\out.ipynb", "{}")')
        .join('\n'),
    );
    const found = await gatherFromZip(path);
    assert.deepEqual(names(found), ['s01/good.ipynb']);
    assert.equal(found.problems.filter((one) => /leads out of the archive/.test(one)).length, 5);
  });

  it('gets no link, device or folder read as a notebook', async () => {
    const found = await gathered([
      { name: 's02/link.ipynb', content: '/etc/passwd', mode: 0o120777 },
      { name: 's02/device.ipynb', content: '', mode: 0o020666 },
      { name: 's02/folder.ipynb', content: '', mode: 0o040755 },
      good,
    ]);
    assert.deepEqual(names(found), ['s01/good.ipynb']);
    assert.match(found.problems.join('\n'), /link\.ipynb is a link[\s\S]*device\.ipynb is no regular file/);
    assert.equal(found.problems.length, 3);
  });

  it('does not fill the memory: bombs, large files, many entries, much in all', async () => {
    const zeros = Buffer.alloc(15 * 2 ** 20);
    const bomb = await gathered([{ name: 's02/bomb.ipynb', content: zeros }, good]);
    assert.deepEqual(names(bomb), ['s01/good.ipynb']);
    assert.match(bomb.problems.join(), /unpacks to \d+ times its size/);
    const large = await gathered([{ name: 's02/large.ipynb', content: 'x'.repeat(300) }, good], {
      ...zipLimits,
      notebook: 200,
    });
    assert.match(large.problems.join(), /too large/);
    const many = await gathered(
      [1, 2, 3, 4].map((i) => ({ ...good, name: `s0${i}/a.ipynb` })),
      { ...zipLimits, entries: 2 },
    );
    assert.equal(many.notebooks.length, 2);
    assert.match(many.problems.join(), /more than 2 entries/);
    const much = await gathered(
      [1, 2, 3].map((i) => ({ ...good, name: `s0${i}/a.ipynb` })),
      { ...zipLimits, total: 5 },
    );
    assert.equal(much.notebooks.length, 2);
    assert.match(much.problems.join(), /more than 1 MB were read/);
  });

  it('is not believed when it says another size', async () => {
    const numbers = Array.from({ length: 9000 }, (_, i) => (i * 7919) % 99991).join();
    for (const size of [3, 100_000]) {
      const path = await makeZip(join(folder, 'lie.zip'), [{ name: 's01/a.ipynb', content: numbers }]);
      lie(path, size);
      const found = await gatherFromZip(path);
      assert.deepEqual(names(found), []);
      assert.match(found.problems.join(), /damaged|cannot be read/);
    }
  });

  it('is opened inside of another one, and no deeper', async () => {
    const inner = readFileSync(await makeZip(join(folder, 'inner.zip'), [{ ...good, name: 'a.ipynb' }]));
    const middle = [
      { name: 'inner.zip', content: inner },
      { name: 'b.ipynb', content: '{}' },
    ];
    const outer = readFileSync(await makeZip(join(folder, 'middle.zip'), middle));
    const found = await gathered([{ name: 's01/outer.zip', content: outer }]);
    assert.deepEqual(names(found), ['s01/outer.zip/b.ipynb']);
    assert.deepEqual(found.others, ['s01/outer.zip/inner.zip']);
  });

  it('is told in one sentence when it is cut off, empty, locked or no archive', async () => {
    const path = await makeZip(join(folder, 'whole.zip'), [good]);
    const whole = readFileSync(path);
    for (const bytes of [whole.subarray(0, whole.length - 30), Buffer.from('no archive'), Buffer.alloc(0)]) {
      writeFileSync(join(folder, 'broken.zip'), bytes);
      const { notebooks, problems } = await gatherFromZip(join(folder, 'broken.zip'));
      assert.deepEqual([notebooks.length, problems.length], [0, 1]);
      assert.match(problems[0], /^The archive cannot be read to its end: [^\n]+\.$/);
    }
    assert.match((await gathered([])).problems.join(), /The archive is empty/);
    const locked = Buffer.from(whole);
    for (let at = 0; at < locked.length - 4; at++) {
      if (locked.readUInt32LE(at) === 0x02014b50) locked[at + 8] |= 1;
    }
    writeFileSync(path, locked);
    assert.match((await gatherFromZip(path)).problems.join(), /locked with a password/);
  });

  it('has names that are shown without what turns a line around', async () => {
    const found = await gathered([{ ...good, name: 's02/\u202Egpj.ipynb', mode: 0o120777 }]);
    assert.ok(!found.problems.join().includes('\u202E'));
  });
});

it('a collection with hostile parts keeps the good ones, and writes nowhere else', async () => {
  const { room, folder: own } = madeUpClass();
  try {
    const outside = join(own, 'in', 'outside');
    mkdirSync(outside);
    const path = zipByPython(
      '  z.writestr("../outside/x.ipynb", "{}")\n  z.writestr("s02/bomb.ipynb", "0" * 15000000)\n  z.writestr("s03/02-fundamentals.ipynb", "[" * 60000)',
    );
    execFileSync(
      'python3',
      [
        '-c',
        'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "a").writestr("s01/02-fundamentals.ipynb", sys.stdin.read())',
        path,
      ],
      {
        input: handIn('good', { student: '../../x' }),
      },
    );
    const { added, problems } = await collect(room, { from: path });
    assert.deepEqual(added.map(({ student }) => student).sort(), ['s01', 's03']);
    assert.match(problems.join('\n'), /nests more than/);
    assert.deepEqual(readdirSync(outside), []);
    assert.deepEqual(readdirSync(join(own, 'attempts', '02-3a-1')).sort(), ['s01', 's03']);
  } finally {
    room.store.close();
    rmSync(own, { recursive: true });
  }
});
