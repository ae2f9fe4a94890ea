import assert from 'node:assert/strict';
import { test } from 'node:test';
import { script } from './scripts';

const { explainFailure } = script('setup/explain-failure');
const { REMEDIES, remedy } = script('setup/remedies');
const { freeSpace, spaceComplaint } = script('setup/computer');

const FAILURES: [string, string, string, RegExp][] = [
  [
    'npm 11 without a network',
    'npm',
    'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo',
    /can't reach its registry: connect/,
  ],
  ['npm 9 without a network', 'npm', 'npm ERR! code ENOTFOUND\nnpm ERR! network', /can't reach its registry: connect/],
  [
    'pip without a network',
    'pip',
    "NewConnectionError('... Temporary failure in name resolution')",
    /pip can't reach its registry/,
  ],
  ['uv without a network', 'uv', 'error: Failed to fetch\n  Caused by: dns error', /uv can't reach its registry/],
  ['npm and a full disk', 'npm', 'npm error code ENOSPC\nnpm error syscall write', /disk is full: npm/],
  [
    'pip and a full disk',
    'pip',
    'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
    /disk is full: pip/,
  ],
  ['npm behind a proxy', 'npm', 'npm error code SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
  [
    'pip behind a proxy',
    'pip',
    'SSLError(SSLCertVerificationError(1, [SSL: CERTIFICATE_VERIFY_FAILED]))',
    /SSL_CERT_FILE/,
  ],
  [
    'a registry with a login',
    'npm',
    'npm error code E401\nnpm error Incorrect or missing password.',
    /refused the request/,
  ],
  ['a changed npm package', 'npm', 'npm error code EINTEGRITY\nnpm error sha512', /npm cache clean/],
  [
    'a changed Python package',
    'pip',
    'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.',
    /pip cache purge/,
  ],
  ["root's cache", 'npm', 'npm error code EACCES\nnpm error path /home/ann/.npm/_cacache', /may not write/],
  [
    'a lock out of step',
    'npm',
    'npm error code EUSAGE\nnpm error `npm ci` can only install packages when ... are in sync',
    /git checkout package/,
  ],
];

for (const [name, tool, output, expected] of FAILURES) {
  test(`one sentence for ${name}`, () => {
    const sentence = explainFailure({ tool, output, code: 1, platform: 'linux' });
    assert.match(sentence, expected);
    assert.match(sentence, /run npm start again/);
    assert.ok(!sentence.includes('\n'));
  });
}

test('a failure that nobody knows is told in its own last words', () => {
  const output =
    'npm error code EWEIRD\nnpm error the moon is full\nnpm error A complete log of this run can be found in: x';
  const sentence = explainFailure({ tool: 'npm', output, code: 7 });
  assert.match(sentence, /exit status 7/);
  assert.match(sentence, /the moon is full$/);
});

test('the command to type again is the one that was typed', () => {
  assert.match(explainFailure({ tool: 'npm', output: 'ENOTFOUND', code: 1, again: 'npm test' }), /run npm test again/);
});

test('every remedy is a command on each of the three platforms', () => {
  for (const what of Object.keys(REMEDIES)) {
    const commands = ['linux', 'darwin', 'win32'].map((platform) => remedy(what, platform));
    assert.ok(
      commands.every((command) => /^[a-z]/.test(command)),
      what,
    );
  }
  assert.equal(remedy('python', 'freebsd'), remedy('python', 'linux'));
});

test('too little room on the disk', () => {
  assert.equal(spaceComplaint({ free: 2, needed: 1.4 }), '');
  const sentence = spaceComplaint({ free: 0.31, needed: 1.4, platform: 'linux' });
  assert.match(sentence, /needs 1\.4 GB and only 0\.3 GB is free/);
  assert.match(sentence, /sudo apt-get clean/);
  assert.ok(freeSpace(__dirname) > 0);
});
