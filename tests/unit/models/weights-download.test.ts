import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { engineReady } from '../../../lib/src/engine';
import { loadPretrained } from '../../../lib/src/models';
import { projectRoot } from '../../../lib/src/project';
import { failing } from '../datasets/download-setup';
import { type Behaviour, deadAddress, serve, serveFile } from '../datasets/file-server';
import { temporaryFolder, withEnvironment } from '../datasets/temporary-folder';

before(() => engineReady({ quiet: true }));

const content = readFileSync(join(projectRoot, 'data/squeezenet/weights.safetensors'));
const sha256 = createHash('sha256').update(content).digest('hex');
const quiet = { say: () => {} };

/** A cache folder of the test's own, and a server with SqueezeNet's weights. */
async function setUp(t: TestContext, behaviour: Partial<Behaviour> = {}) {
  const folder = temporaryFolder(t);
  withEnvironment(t, { CONVOLAB_CACHE: folder, http_proxy: undefined, HTTP_PROXY: undefined });
  const server = await serveFile({ content, ...behaviour });
  t.after(server.close);
  const weights = `${server.url}/hub/model.safetensors`;
  return { server, weights, cached: () => readdirSync(join(folder, 'models')) };
}

async function load(weights: string, options: object = {}): Promise<void> {
  const { model } = await loadPretrained('squeezenet', { weights, inputShape: [48, 48, 3], ...quiet, ...options });
  model.dispose();
}

test('weights are downloaded once, and come from the cache after that', async (t) => {
  const { server, weights, cached } = await setUp(t);
  await load(weights);
  assert.match(cached().join(), /^[0-9a-f]{12}-model\.safetensors$/);
  const { length } = server.asked;
  await load(weights);
  await load(weights, { sha256: sha256.toUpperCase() });
  assert.equal(server.asked.length, length);
  await load(`${weights}?other`);
  assert.equal(cached().length, 2, 'another address is another file');
});

test('a server that answers a part says how long the whole is', async (t) => {
  const { cached } = await setUp(t);
  const server = await serve((request, response) => {
    const isProbe = request.headers.range === 'bytes=0-0';
    if (isProbe) response.writeHead(206, { 'Content-Range': `bytes 0-0/${content.length}` }).end('x');
    else response.end(content);
  });
  t.after(server.close);
  await load(`${server.url}/model.safetensors`, { sha256 });
  assert.equal(cached().length, 1);
});

test('a broken download goes on', async (t) => {
  const { server, weights } = await setUp(t, { etag: '"v1"', breakAfter: [undefined, 1_000_000] });
  await load(weights, { onProgress: ({ received }: { received: number }) => server.arrived(received) });
  assert.deepEqual(
    server.asked.map(({ range }) => range),
    ['bytes=0-0', undefined, 'bytes=1000000-'],
  );
});

test('a file with another checksum is refused', async (t) => {
  const { weights, cached } = await setUp(t);
  const expected = failing('content', /^The file of weights for squeezenet can't be downloaded .* wrong checksum/);
  await assert.rejects(load(weights, { sha256: '0'.repeat(64) }), expected);
  assert.deepEqual(cached(), []);
  await assert.rejects(
    load(weights, { sha256: 'abc' }),
    /^UserError: sha256 must be 64 hexadecimal digits, got "abc"\.$/,
  );
});

test('a page in place of the file is refused and not kept', async (t) => {
  const { weights, cached } = await setUp(t, { content: Buffer.from('<html>please log in</html>') });
  await assert.rejects(load(weights), /is no whole safetensors file/);
  assert.deepEqual(cached(), []);
});

test('without a network, or without the file, one sentence says so', async (t) => {
  await setUp(t);
  const offline =
    /^The file of weights for squeezenet can't be downloaded \(no connection to 127\.0\.0\.1\): connect once/;
  await assert.rejects(load(`${await deadAddress()}/model.safetensors`), failing('offline', offline));
  const server = await serve((_, response) => response.writeHead(404).end());
  t.after(server.close);
  const missing = failing('server', /\(127\.0\.0\.1 answers 404 Not Found\): run again later\.$/);
  await assert.rejects(load(`${server.url}/model.safetensors`), missing);
});
