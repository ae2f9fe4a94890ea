import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  readWav,
  recordedDigits,
  soundPlayer,
  spokenDigits,
  spokenLanguages,
  writeWav,
} from '../../../lib/src/datasets';
import { UserError } from '../../../lib/src/project';

test('synthetic digits: as many of each, and no voice in both parts', async () => {
  const [train, held] = [await spokenDigits(), await spokenDigits({ part: 'test' })];
  assert.deepEqual([train.length, held.length], [360, 120]);
  for (const part of [train, held]) {
    for (let digit = 0; digit < 10; digit++) {
      assert.equal(part.filter(({ label }) => label === digit).length, part.length / 10);
    }
  }
  const voices = (part: typeof train) => [...new Set(part.map(({ voice }) => voice))];
  assert.deepEqual([voices(train).length, voices(held).length], [12, 4]);
  assert.deepEqual(
    voices(held).filter((voice) => voices(train).includes(voice)),
    [],
  );
  for (const { samples, sampleRate } of [...train, ...held]) {
    assert.deepEqual([samples.length, sampleRate], [4800, 8000]);
    const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    assert.ok(loudest > 0.5 && loudest < 0.8, `${loudest}, which is not about 3 dB below 1`);
  }
  assert.equal((await spokenDigits({ count: 7 })).length, 7);
});

test('recorded digits: ten in each language, a third of a second to one', async () => {
  for (const language of spokenLanguages) {
    const digits = await recordedDigits(language);
    assert.deepEqual(
      digits.map(({ label }) => label),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    for (const { samples, sampleRate, voice, label } of digits) {
      assert.equal(sampleRate, 8000);
      const seconds = samples.length / sampleRate;
      assert.ok(seconds > 0.2 && seconds < 1, `${language} ${label}: ${seconds} s`);
      assert.ok(samples.some((value) => Math.abs(value) > 0.5) && samples.every((value) => Math.abs(value) <= 1));
      assert.ok(voice.length > 0);
    }
  }
});

test('samples are those that the wave module of Python reads', async () => {
  const [zero] = await recordedDigits('en');
  const levels = [0, 1000, 2000, 3000, 4000, 5000].map((at) => zero.samples[at] * 32768);
  assert.equal(zero.samples.length, 5305);
  assert.deepEqual(levels, [1668, -2022, -7998, -2512, 1586, -789]);
});

test('what is written as WAV is read back, what is too loud is cut off', () => {
  const sound = { samples: [0, 0.5, -0.25, 1, -1, 3, -3], sampleRate: 16000 };
  const { samples, sampleRate } = readWav(writeWav(sound), 'a sound');
  assert.equal(sampleRate, 16000);
  const most = 32767 / 32768;
  assert.deepEqual(samples, [0, 0.5, -0.25, most, -1, most, -1]);
});

test('chunks that are not samples are passed over', () => {
  const plain = Buffer.from(writeWav({ samples: [0.5, -0.5], sampleRate: 8000 }));
  const note = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1'); // an odd length is followed by a filling byte
  const withNote = Buffer.concat([plain.subarray(0, 36), note, plain.subarray(36)]);
  assert.deepEqual(readWav(withNote, 'a sound').samples, [0.5, -0.5]);
});

test('other files, cut files and unknown languages are one sentence', async () => {
  const refused = (message: RegExp) => (error: unknown) => error instanceof UserError && message.test(error.message);
  const good = writeWav({ samples: [0.1, 0.2, 0.3], sampleRate: 8000 });
  assert.throws(() => readWav(new Uint8Array(5), 'x.wav'), refused(/^x\.wav is no WAV file\.$/));
  assert.throws(() => readWav(good.subarray(0, 47), 'x.wav'), refused(/^x\.wav is damaged: it ends before/));
  const stereo = good.slice();
  stereo[22] = 2;
  assert.throws(
    () => readWav(stereo, 'x.wav'),
    refused(/^x\.wav must have one channel .*, it has 2 channels, 16 bits/),
  );
  await assert.rejects(
    recordedDigits('de' as 'en'),
    refused(/^There are no digits in 'de': choose one of en, fr, es, it/),
  );
});

test('a player has the whole sound in itself', () => {
  const sound = { samples: [0, 0.5, -0.25, 1], sampleRate: 8000 };
  const [, content] =
    /^<audio controls [^>]*src="data:audio\/wav;base64,([^"]+)"><\/audio>$/.exec(soundPlayer(sound)) ?? [];
  const { samples, sampleRate } = readWav(Buffer.from(content, 'base64'), 'player');
  assert.equal(sampleRate, 8000);
  assert.deepEqual(samples.slice(0, 3), [0, 0.5, -0.25]);
});
