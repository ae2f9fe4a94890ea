import { UserError } from '../project';

/** A sound of one channel. */
export interface Sound {
  /** values −1 … 1 */
  samples: number[];
  /** samples a second */
  sampleRate: number;
}

const plainNumbers = 1; // the format code of uncompressed samples (PCM)

/**
 * Reads a WAV file of one channel with 16 bits a sample.
 *
 * @param name for messages
 * @throws UserError for any other kind of file, or one that ends too early
 */
export function readWav(content: Uint8Array, name: string): Sound {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const word = (at: number) => String.fromCharCode(...content.subarray(at, at + 4));
  if (content.length < 12 || word(0) !== 'RIFF' || word(8) !== 'WAVE') throw new UserError(`${name} is no WAV file.`);
  let sampleRate = 0;
  for (let at = 12; at + 8 <= content.length; ) {
    const [chunk, bytes] = [word(at), view.getUint32(at + 4, true)];
    const start = at + 8;
    if (start + bytes > content.length) break;
    if (chunk === 'fmt ') {
      const [format, channels, bits] = [0, 2, 14].map((offset) => view.getUint16(start + offset, true));
      if (format !== plainNumbers || channels !== 1 || bits !== 16) {
        const found = `${channels} ${channels === 1 ? 'channel' : 'channels'}, ${bits} bits, format ${format}`;
        throw new UserError(`${name} must have one channel of uncompressed 16-bit samples, it has ${found}.`);
      }
      sampleRate = view.getUint32(start + 4, true);
    } else if (chunk === 'data' && sampleRate > 0) {
      const samples = Array.from({ length: bytes >> 1 }, (_, n) => view.getInt16(start + 2 * n, true) / 32768);
      return { samples, sampleRate };
    }
    at = start + bytes + (bytes % 2); // chunks begin at even places
  }
  throw new UserError(`${name} is damaged: it ends before its samples do.`);
}

/** A sound as a WAV file of one channel with 16 bits a sample; what is above 1 or below −1 is cut off. */
export function writeWav({ samples, sampleRate }: Sound): Uint8Array {
  const bytes = 2 * samples.length;
  const content = new Uint8Array(44 + bytes);
  const view = new DataView(content.buffer);
  const word = (at: number, text: string) => content.set(new TextEncoder().encode(text), at);
  word(0, 'RIFF');
  view.setUint32(4, 36 + bytes, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, plainNumbers, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, bytes, true);
  for (const [n, value] of samples.entries()) {
    const level = Math.round(value * 32768);
    view.setInt16(44 + 2 * n, Math.min(32767, Math.max(-32768, level)), true);
  }
  return content;
}

/**
 * HTML of a player that has the sound in itself, for `showHtml`.
 * @example const [zero] = await recordedDigits('en'); showHtml(soundPlayer(zero));
 */
export function soundPlayer(sound: Sound): string {
  const content = Buffer.from(writeWav(sound)).toString('base64');
  return `<audio controls preload="metadata" src="data:audio/wav;base64,${content}"></audio>`;
}
