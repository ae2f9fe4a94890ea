import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { download } from '../../../lib/src/datasets/download';
import { DownloadError } from '../../../lib/src/datasets/download-error';
import { proxyFor } from '../../../lib/src/datasets/proxy';
import { serve } from './file-server';
import { temporaryFolder, withEnvironment } from './temporary-folder';

const found = (address: string, env: Record<string, string>) => proxyFor(new URL(address), env)?.href;

test('the proxy of the environment goes by protocol, lower case first', () => {
  const env = { http_proxy: 'http://a:1', HTTP_PROXY: 'http://b:2', HTTPS_PROXY: 'http://c:3' };
  assert.equal(found('http://example.org/x', env), 'http://a:1/');
  assert.equal(found('https://example.org/x', env), 'http://c:3/');
  assert.equal(found('https://example.org/x', { ALL_PROXY: 'd:4' }), 'http://d:4/');
  assert.equal(found('https://example.org/x', {}), undefined);
});

test('no_proxy exempts hosts, their subdomains and ports', () => {
  const env = (no_proxy: string) => ({ http_proxy: 'http://a:1', no_proxy });
  const exempt = (list: string, address = 'http://data.example.org/x') => found(address, env(list)) === undefined;
  assert.ok(exempt('*'));
  assert.ok(exempt('localhost, Example.org'));
  assert.ok(exempt('.example.org'));
  assert.ok(exempt('*.example.org'));
  assert.ok(exempt('data.example.org:80'));
  assert.ok(!exempt('data.example.org:8080'));
  assert.ok(!exempt('ample.org'));
  assert.ok(!exempt(''));
});

test('a plain download goes through the proxy, with its password', async (t) => {
  const seen: { url?: string; authorization?: string }[] = [];
  const proxy = await serve((request, response) => {
    seen.push({ url: request.url, authorization: request.headers['proxy-authorization'] });
    response.end('hello');
  });
  t.after(proxy.close);
  const address = proxy.url.replace('http://', 'http://ada:s%20cret@');
  withEnvironment(t, { http_proxy: address, HTTP_PROXY: undefined, no_proxy: undefined, NO_PROXY: undefined });
  const target = join(temporaryFolder(t), 'x');
  const hex = createHash('md5').update('hello').digest('hex');
  await download(
    { name: 'x', url: 'http://nowhere.invalid/file?a=1', bytes: 5, checksum: { algorithm: 'md5', hex } },
    target,
  );
  assert.equal(readFileSync(target, 'utf8'), 'hello');
  assert.deepEqual(seen, [
    { url: 'http://nowhere.invalid/file?a=1', authorization: `Basic ${Buffer.from('ada:s cret').toString('base64')}` },
  ]);
});

test('a secure download asks the proxy for a tunnel', async (t) => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  t.after(() => proxy.close());
  const { port } = proxy.address() as AddressInfo;
  withEnvironment(t, { https_proxy: `http://127.0.0.1:${port}`, no_proxy: undefined, NO_PROXY: undefined });
  const source = {
    name: 'x',
    url: 'https://nowhere.invalid/file',
    bytes: 5,
    checksum: { algorithm: 'md5', hex: '0' },
  } as const;
  await assert.rejects(download(source, join(temporaryFolder(t), 'x')), (error: unknown) => {
    assert.ok(error instanceof DownloadError);
    assert.match(error.message, new RegExp(`\\(the proxy 127\\.0\\.0\\.1:${port} answers 407\\)`));
    return true;
  });
  assert.deepEqual(asked, ['nowhere.invalid:443']);
});
