import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { cacheFolder } from '../../../lib/src/datasets/cache';
import { progressLine, progressLines, stopwatch } from '../../../lib/src/datasets/progress';

test('speed and time left are those of this try, not of what was there before', () => {
  let time = 1_000;
  const progress = stopwatch('CIFAR-10', 170_000_000, () => time);
  assert.deepEqual(progress(50_000_000), {
    name: 'CIFAR-10',
    received: 50_000_000,
    total: 170_000_000,
    bytesPerSecond: 0,
  });
  time += 10_000;
  const later = progress(70_000_000);
  assert.equal(later.bytesPerSecond, 2_000_000);
  assert.equal(later.secondsLeft, 50);
  assert.equal(progressLine(later), 'CIFAR-10: 70 of 170 MB, 41 %, 2.0 MB/s, 50 s left');
});

test('a download that begins again measures anew', () => {
  let time = 0;
  const progress = stopwatch('x', 1_000, () => time);
  progress(600);
  time = 1_000;
  assert.equal(progress(0).bytesPerSecond, 0);
  time = 3_000;
  assert.equal(progress(500).bytesPerSecond, 250);
});

test('long waits are told in minutes', () => {
  const line = progressLine({ name: 'x', received: 300_000, total: 170e6, bytesPerSecond: 1e6, secondsLeft: 169.7 });
  assert.equal(line, 'x: 0.3 of 170 MB, 0 %, 1.0 MB/s, 2 min 50 s left');
});

test('lines come at the beginning, every five seconds and at the end', () => {
  let time = 0;
  const said: string[] = [];
  const report = progressLines(
    (line) => said.push(line),
    5,
    () => time,
  );
  for (let second = 0; second <= 12; second++) {
    time = 1_000 * second;
    report({ name: 'x', received: second * 10e6, total: 120e6, bytesPerSecond: 0 });
  }
  assert.deepEqual(
    said.map((line) => line.split(',')[0]),
    ['x: 0.0 of 120 MB', 'x: 50 of 120 MB', 'x: 100 of 120 MB', 'x: 120 of 120 MB'],
  );
});

test('the cache lies where the system expects it', () => {
  const home = resolve('/home/ada');
  const folder = (platform: NodeJS.Platform, env: Record<string, string>) => cacheFolder({ env, platform, home });
  const xdg = resolve('/elsewhere');
  assert.equal(folder('linux', {}), join(home, '.cache', 'convolab'));
  assert.equal(folder('linux', { XDG_CACHE_HOME: xdg }), join(xdg, 'convolab'));
  assert.equal(folder('linux', { XDG_CACHE_HOME: 'relative' }), join(home, '.cache', 'convolab'));
  assert.equal(folder('darwin', { XDG_CACHE_HOME: xdg }), join(home, 'Library', 'Caches', 'convolab'));
  assert.equal(folder('win32', { LOCALAPPDATA: xdg }), join(xdg, 'convolab'));
  assert.equal(folder('win32', {}), join(home, 'AppData', 'Local', 'convolab'));
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    assert.equal(folder(platform, { CONVOLAB_CACHE: xdg, XDG_CACHE_HOME: home, LOCALAPPDATA: home }), xdg);
  }
});
