import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { download } from '../../../lib/src/datasets/download';
import type { Progress } from '../../../lib/src/datasets/progress';
import { content, failing, fast, file, setUp, sourceAt } from './download-setup';
import { type Behaviour, serve } from './file-server';

const filesBeside = (target: string) => readdirSync(join(target, '..'));

test('a download arrives whole, alone, and once', async (t) => {
  const { server, source, target } = await setUp(t, { content: file });
  await download(source, target, fast);
  await download(source, target, fast);
  assert.ok(readFileSync(target).equals(file));
  assert.deepEqual(filesBeside(target), ['file.bin']);
  assert.equal(server.asked.length, 1);
});

test('MD5 sums work too', async (t) => {
  const { source, target } = await setUp(t, { content: file });
  const checksum = { algorithm: 'md5', hex: createHash('md5').update(file).digest('hex').toUpperCase() } as const;
  await download({ ...source, checksum }, target, fast);
  assert.ok(readFileSync(target).equals(file));
});

test('a connection that breaks is resumed in the same call', async (t) => {
  const { server, breaking, source, target } = await setUp(t, {
    content: file,
    etag: '"v1"',
    breakAfter: [100_000, 50_000],
  });
  await download(source, target, breaking);
  assert.ok(readFileSync(target).equals(file));
  assert.deepEqual(
    server.asked.map(({ range, ifRange }) => [range, ifRange]),
    [
      [undefined, undefined],
      ['bytes=100000-', '"v1"'],
      ['bytes=150000-', '"v1"'],
    ],
  );
});

test('a stopped download says how far it came and is resumed by the next call', async (t) => {
  const { server, source, target } = await setUp(t, { content: file, etag: '"v1"', breakAfter: [120_000] });
  const stop = new AbortController();
  const onProgress = ({ received }: Progress) => received === 120_000 && stop.abort();
  await assert.rejects(
    download(source, target, { ...fast, signal: stop.signal, onProgress }),
    failing('stopped', /^The file: download stopped at 0\.1 of 0\.3 MB, run again to go on from there\.$/),
  );
  assert.equal(existsSync(target), false);
  assert.equal(statSync(`${target}.part`).size, 120_000);
  await download(source, target, fast);
  assert.ok(readFileSync(target).equals(file));
  assert.equal(server.asked[1].range, 'bytes=120000-');
});

test('a signal that is aborted before asks nothing', async (t) => {
  const { server, source, target } = await setUp(t, { content: file });
  await assert.rejects(
    download(source, target, { signal: AbortSignal.abort() }),
    failing('stopped', /stopped at 0\.0/),
  );
  assert.equal(server.asked.length, 0);
});

test('a server without Range sends all again', async (t) => {
  const { server, breaking, source, target } = await setUp(t, { content: file, ranges: false, breakAfter: [200_000] });
  await download(source, target, breaking);
  assert.ok(readFileSync(target).equals(file));
  assert.equal(server.asked.length, 2);
});

test('a file that changed on the server meanwhile is not glued to the old half', async (t) => {
  const behaviour: Behaviour = { content: content(2), etag: '"old"', breakAfter: [100_000] };
  const { server, source, target } = await setUp(t, behaviour);
  const onProgress = ({ received }: Progress) => {
    if (received === 100_000) Object.assign(behaviour, { content: file, etag: '"new"' });
    server.arrived(received);
  };
  await download(source, target, { ...fast, onProgress });
  assert.ok(readFileSync(target).equals(file));
  assert.equal(server.asked.length, 2); // If-Range made the server send the whole new file at once
});

test('halves that do not belong together are noticed and the file fetched anew', async (t) => {
  const { server, source, target } = await setUp(t, { content: file }); // no ETag: nothing but the checksum tells
  mkdirSync(join(target, '..'));
  writeFileSync(`${target}.part`, content(2).subarray(0, 1000));
  await download(source, target, fast);
  assert.ok(readFileSync(target).equals(file));
  assert.deepEqual(
    server.asked.map(({ range }) => range),
    ['bytes=1000-', undefined],
  );
});

test('a partial file that is too long is thrown away', async (t) => {
  const { server, source, target } = await setUp(t, { content: file });
  mkdirSync(join(target, '..'));
  writeFileSync(`${target}.part`, Buffer.alloc(file.length + 1));
  await download(source, target, fast);
  assert.ok(readFileSync(target).equals(file));
  assert.deepEqual(
    server.asked.map(({ range }) => range),
    [undefined],
  );
});

test('a server that sends another range than asked, or none, is asked for the whole file', async (t) => {
  const wrongStart = (response: ServerResponse) =>
    response.writeHead(206, { 'Content-Range': `bytes 500-299999/300000` }).end(file.subarray(500));
  const noSuchRange = (response: ServerResponse) => response.writeHead(416).end();
  for (const odd of [wrongStart, noSuchRange]) {
    const server = await serve((request, response) => {
      if (request.headers.range) odd(response);
      else response.end(file);
    });
    t.after(server.close);
    const { source, target } = sourceAt(t, server.url);
    mkdirSync(join(target, '..'));
    writeFileSync(`${target}.part`, file.subarray(0, 1000));
    await download(source, target, fast);
    assert.ok(readFileSync(target).equals(file));
    assert.deepEqual(
      server.asked.map(({ range }) => range),
      ['bytes=1000-', undefined],
    );
  }
});

test('a damaged file in the cache is replaced', async (t) => {
  const { source, target } = await setUp(t, { content: file });
  mkdirSync(join(target, '..'));
  writeFileSync(target, content(2));
  await download(source, target, fast);
  assert.ok(readFileSync(target).equals(file));
});

test('two downloads of one file at once: one asks the server, both end well', async (t) => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { server, source, target } = await setUp(t, { content: file, gate });
  const both = [download(source, target, fast), download(source, target, fast)];
  open();
  await Promise.all(both);
  assert.ok(readFileSync(target).equals(file));
  assert.equal(server.asked.length, 1);
  assert.deepEqual(filesBeside(target), ['file.bin']);
});

test('progress begins at what is there, never falls, and ends at the whole', async (t) => {
  const { server, source, target } = await setUp(t, { content: file, etag: '"v1"', breakAfter: [100_000] });
  const seen: Progress[] = [];
  const onProgress = (progress: Progress) => {
    seen.push(progress);
    server.arrived(progress.received);
  };
  await download(source, target, { ...fast, onProgress });
  const received = seen.map((progress) => progress.received);
  assert.equal(received[0], 0);
  assert.equal(received[received.length - 1], 300_000);
  assert.ok(received.includes(100_000));
  assert.deepEqual(
    received,
    [...received].sort((a, b) => a - b),
  );
  assert.ok(seen.every(({ name, total }) => name === 'The file' && total === 300_000));
});
