import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redisOptions } from '../../../lib/src/grading/queue/redis';
import { jobId, queueSecret, seal, unseal } from '../../../lib/src/grading/queue/sealed-job';

const secret = 'a secret of some length';
const key = { className: '3a', release: '02-3a-1', student: 'ada', sha256: 'b1', graderVersion: 'v1' };
const job = { key, chapter: 2, seed: 'the seed', name: 'é.ipynb', notebook: Buffer.from([0, 10, 255, 123]) };

describe('a job on its way through Redis', () => {
  it('arrives as it was', () => {
    assert.deepEqual(unseal(seal(job, secret), secret), job);
  });

  it('tells nothing of student, seed and notebook', () => {
    const notebook = Buffer.from('answer '.repeat(50));
    const sealed = Buffer.from(seal({ ...job, notebook }, secret), 'base64').toString('latin1');
    assert.doesNotMatch(sealed, /ada|seed|answer|02-3a/);
    // the same job looks different each time
    assert.notEqual(seal(job, secret), seal(job, secret));
  });

  it('is refused with another secret, and where any byte of it was changed', () => {
    const refusal = /^UserError: The job was sealed with another CONVOLAB_QUEUE_SECRET/;
    assert.throws(() => unseal(seal(job, secret), `${secret}!`), refusal);
    const bytes = Buffer.from(seal(job, secret), 'base64');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] ^= 1;
      assert.throws(() => unseal(changed.toString('base64'), secret), refusal, `byte ${i}`);
    }
    assert.throws(() => unseal('', secret), refusal);
  });

  it('has a name for each key', () => {
    const others = Object.keys(key).map((part) => jobId({ ...key, [part]: 'other' }));
    assert.equal(new Set([jobId(key), ...others]).size, 6);
    assert.equal(jobId({ ...key }), jobId(key));
    // fields that run into each other are other keys
    assert.notEqual(jobId({ ...key, release: 'a', student: 'bc' }), jobId({ ...key, release: 'ab', student: 'c' }));
  });
});

describe('what the queue needs to know', () => {
  it('is a secret that cannot be guessed', () => {
    assert.equal(queueSecret({ CONVOLAB_QUEUE_SECRET: secret }), secret);
    assert.throws(() => queueSecret({}), /CONVOLAB_QUEUE_SECRET is not set: .*openssl rand -hex 32/);
    assert.throws(() => queueSecret({ CONVOLAB_QUEUE_SECRET: 'short' }), /shorter than 16 characters/);
  });

  it('is the address of a Redis', () => {
    const { host, port, db, username, password, tls } = redisOptions('rediss://me:p%40ss@[::1]:6380/2');
    assert.deepEqual([host, port, db, username, password, tls], ['::1', 6380, 2, 'me', 'p@ss', {}]);
    const plain = redisOptions('redis://redis.school');
    assert.deepEqual([plain.host, plain.port, plain.db, plain.tls], ['redis.school', 6379, 0, undefined]);
    for (const wrong of ['', 'redis', 'http://x', 'redis://']) {
      assert.throws(
        () => redisOptions(wrong),
        /--queue is the address of a Redis, such as redis:\/\/127\.0\.0\.1:6379\./,
      );
    }
  });
});
