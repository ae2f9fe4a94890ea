import { gunzipSync } from 'node:zlib';
import { UserError } from '../project';
import { readEmbedded } from './catalog';
import { checkPart } from './fashion-mnist';
import { firstOf, type PartOptions } from './text-table';
import { readWav } from './wav';

/** One digit, spoken once. */
export interface SpokenDigit {
  /** the sound, values −1 … 1 */
  samples: number[];
  /** samples a second: 8000 */
  sampleRate: number;
  /** the digit, 0 … 9 */
  label: number;
  /** whose voice it is, such as `en-us+f2` or `Allison Smith` */
  voice: string;
}

/** The languages of the recordings. */
export const spokenLanguages = ['en', 'fr', 'es', 'it'] as const;

/** One of {@link spokenLanguages}: English, French, Spanish, Italian. */
export type SpokenLanguage = (typeof spokenLanguages)[number];

/** Voices that training does not hear: a man and a woman with each accent. */
const heldOut: readonly string[] = ['en-us+m7', 'en-us+f4', 'en-gb+m7', 'en-gb+f4'];

const speakers: Record<SpokenLanguage, string> = {
  en: 'Allison Smith',
  fr: 'June Wallack',
  es: 'Allison Smith',
  it: 'Carlo Flora',
};

interface SyntheticDigits {
  sampleRate: number;
  length: number;
  labels: number[];
  speaker: number[];
  voices: string[];
}

/**
 * English digits of synthetic voices, 0.6 s each: 360 of twelve voices to train with, 120 of four other voices to test.
 *
 * @throws UserError for an unknown part or count, or a file that is missing or damaged
 * @example const [{ samples, label }] = await spokenDigits({ part: 'test' });
 */
export async function spokenDigits(options: PartOptions = {}): Promise<SpokenDigit[]> {
  checkPart(options.part);
  const text = new TextDecoder().decode(readEmbedded('spoken-digits/synthetic.json'));
  const { sampleRate, length, labels, speaker, voices } = JSON.parse(text) as SyntheticDigits;
  const bytes = gunzipSync(readEmbedded('spoken-digits/synthetic.int8.gz'));
  const levels = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const isTest = options.part === 'test';
  const digits = labels.flatMap((label, n) => {
    const voice = voices[speaker[n]];
    if (heldOut.includes(voice) !== isTest) return [];
    const samples = Array.from(levels.subarray(n * length, (n + 1) * length), (level) => level / 128);
    return [{ samples, sampleRate, label, voice }];
  });
  return firstOf(digits, options);
}

/**
 * The ten digits as a person said them, 0 first; they differ in length.
 *
 * @throws UserError for an unknown language, or a file that is missing or damaged
 */
export async function recordedDigits(language: SpokenLanguage): Promise<SpokenDigit[]> {
  if (!spokenLanguages.includes(language)) {
    throw new UserError(`There are no digits in '${language}': choose one of ${spokenLanguages.join(', ')}.`);
  }
  return Array.from({ length: 10 }, (_, label) => {
    const path = `spoken-digits/${language}_${label}.wav`;
    return { ...readWav(readEmbedded(path), `data/${path}`), label, voice: speakers[language] };
  });
}
