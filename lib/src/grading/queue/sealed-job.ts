/**
 * A job on its way through Redis: the hand-in and the secret seed, sealed. Whoever can read or write there learns neither
 * and can forge no job: only who knows the secret of the queue can. (AES-256-GCM, NIST SP 800-38D; HKDF, RFC 5869.)
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UserError } from '../../project';
import type { GradeKey } from '../classroom/records';
import { largestNotebook } from '../reading/read-file';

export interface QueuedJob {
  key: GradeKey;
  chapter: number;
  seed: string;
  /** name of the file, which sentences about it quote */
  name: string;
  /** bytes of the notebook; of one that is too large, just enough to be refused */
  notebook: Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * The secret that grader and workers share.
 * @throws UserError with what to do where there is none, or one that can be guessed
 */
export function queueSecret(environment: NodeJS.ProcessEnv = process.env): string {
  const secret = environment.CONVOLAB_QUEUE_SECRET ?? '';
  if (secret.length >= 16) return secret;
  const what = secret === '' ? 'is not set' : 'is shorter than 16 characters';
  throw new UserError(
    `CONVOLAB_QUEUE_SECRET ${what}: hand-ins and seeds are sealed with it on their way. Make one with \`openssl rand -hex 32\`, and set it where you grade and on each worker.`,
  );
}

/** Name of a job in the queue: the same key has the same, so that it stands there once. */
export function jobId(key: GradeKey): string {
  const parts = [key.className, key.release, key.student, key.sha256, key.graderVersion];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

export function seal({ notebook, ...rest }: QueuedJob, secret: string): string {
  const head = Buffer.from(`${JSON.stringify(rest)}\n`);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  const body = [cipher.update(gzipSync(Buffer.concat([head, notebook]))), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body]).toString('base64');
}

/** @throws UserError where it was sealed with another secret, or changed on its way */
export function unseal(text: string, secret: string): QueuedJob {
  const bytes = Buffer.from(text, 'base64');
  const plain = open(bytes, secret);
  const end = plain.indexOf('\n');
  return { ...JSON.parse(plain.toString('utf8', 0, end)), notebook: plain.subarray(end + 1) };
}

function open(bytes: Buffer, secret: string): Buffer {
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, nonceBytes));
    cipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const packed = Buffer.concat([cipher.update(bytes.subarray(nonceBytes + tagBytes)), cipher.final()]);
    return gunzipSync(packed, { maxOutputLength: largestNotebook + 2 ** 20 });
  } catch {
    throw new UserError('The job was sealed with another CONVOLAB_QUEUE_SECRET: set the same one here and there.');
  }
}

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'convolab grading jobs', 32));
