import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { download } from '../../../lib/src/datasets/download';
import { content, failing, fast, file, setUp, sourceAt } from './download-setup';
import { deadAddress, serve } from './file-server';

const filesBeside = (target: string) => readdirSync(join(target, '..'));

test('a wrong checksum is refused and nothing is left', async (t) => {
  const { server, source, target } = await setUp(t, { content: content(2) });
  await assert.rejects(
    download(source, target, fast),
    failing('content', /127\.0\.0\.1 sent a file with the wrong checksum/),
  );
  assert.equal(server.asked.length, 1);
  assert.deepEqual(
    filesBeside(target).filter((name) => !name.endsWith('.json')),
    [],
  );
});

test('a file that is announced shorter or longer is refused at once', async (t) => {
  for (const other of [file.subarray(0, 999), Buffer.concat([file, file])]) {
    const { source, target } = await setUp(t, { content: other });
    await assert.rejects(
      download(source, target, fast),
      failing('content', new RegExp(`${other.length} bytes instead of 300000`)),
    );
    assert.equal(existsSync(target), false);
  }
});

test('a file that turns out longer is refused', async (t) => {
  const { source, target } = await setUp(t, { content: Buffer.concat([file, file]), announceLength: false });
  await assert.rejects(download(source, target, fast), failing('content', /more than 300000 bytes/));
  assert.equal(existsSync(target), false);
});

test('a file that turns out shorter is tried again, then given up', async (t) => {
  const { server, source, target } = await setUp(t, {
    content: file.subarray(0, 999),
    announceLength: false,
    ranges: false,
  });
  await assert.rejects(download(source, target, { ...fast, attempts: 3 }), failing('broken', /breaks again and again/));
  assert.equal(server.asked.length, 4); // one that brought bytes, three that brought no new ones
});

test('a server that says no is not asked again', async (t) => {
  const server = await serve((_, response) => response.writeHead(503).end('later'));
  t.after(server.close);
  const { source, target } = sourceAt(t, server.url);
  await assert.rejects(
    download(source, target, fast),
    failing('server', /\(127\.0\.0\.1 answers 503 Service Unavailable\): run again later/),
  );
  assert.equal(server.asked.length, 1);
});

test('without a connection the error comes before it is tried again, and says what to do', {
  timeout: 50_000,
}, async (t) => {
  const { source, target } = sourceAt(t, await deadAddress());
  await assert.rejects(
    download(source, target, { retrySeconds: 60 }),
    failing(
      'offline',
      /^The file can't be downloaded \(no connection to 127\.0\.0\.1\): connect once and run again\.$/,
    ),
  );
});

test('a server that falls silent is given up', async (t) => {
  const server = await serve(() => {});
  t.after(server.close);
  const { source, target } = sourceAt(t, server.url);
  await assert.rejects(download(source, target, { ...fast, idleSeconds: 0.1 }), failing('offline', /no connection/));
});

test('redirects are followed, but not for ever', async (t) => {
  const { server, source, target } = await setUp(t, { content: file });
  const redirecting = await serve((request, response) => {
    const location = request.url === '/loop' ? '/loop' : `${server.url}/file.bin`;
    response.writeHead(302, { Location: location }).end();
  });
  t.after(redirecting.close);
  await assert.rejects(
    download({ ...source, url: `${redirecting.url}/loop` }, target, fast),
    failing('server', /redirects more than/),
  );
  await download({ ...source, url: `${redirecting.url}/x` }, target, fast);
  assert.ok(readFileSync(target).equals(file));
});

test('an address that is none is said', async (t) => {
  const { source, target } = sourceAt(t, 'not an address');
  await assert.rejects(
    download(source, target, fast),
    failing('server', /"not an address" is not an http or https address/),
  );
  await assert.rejects(
    download({ ...source, url: 'file:///etc/passwd' }, target, fast),
    failing('server', /is not an http/),
  );
});

test('an error of the callback is not taken for a broken connection', async (t) => {
  const { server, source, target } = await setUp(t, { content: file });
  const onProgress = () => {
    throw new RangeError('mine');
  };
  await assert.rejects(download(source, target, { ...fast, onProgress }), RangeError);
  assert.equal(server.asked.length, 1);
});

test("a folder that can't be written is said", {
  skip: process.getuid?.() === 0 && 'root may write everywhere',
}, async (t) => {
  const { source, target } = await setUp(t, { content: file });
  mkdirSync(join(target, '..'));
  chmodSync(join(target, '..'), 0o500);
  await assert.rejects(
    download(source, target, fast),
    failing('disk', /can't be written: EACCES\): make room or set CONVOLAB_CACHE/),
  );
});

test('a folder that is a file is said', async (t) => {
  const { source, target } = await setUp(t, { content: file });
  writeFileSync(join(target, '..'), 'in the way');
  await assert.rejects(download(source, target, fast), failing('disk', /can't be written: (EEXIST|ENOTDIR)/));
});

test('a file that can never fit is not begun', async (t) => {
  const { server, source, target } = await setUp(t, { content: file });
  await assert.rejects(download({ ...source, bytes: 2 ** 60 }, target, fast), failing('disk', /MB don't fit into /));
  assert.equal(server.asked.length, 0);
});
