/** The parent's end of the channel to one sandbox. */
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { waitInSeconds } from '../../exercises/patience';
import type { Outcome } from '../../exercises/run';
import type { Question } from './child';
import { longestReply, ProtocolError, type Reply, readReply } from './reply';

type Asked = Question extends infer Q ? (Q extends { id: string } ? Omit<Q, 'id'> : never) : never;

const lineFeed = 10;

interface Pending {
  id: string;
  resolve(reply: Reply | undefined): void;
}

export class Connection {
  /** the sentence for a submission that broke the rules of the channel; nothing it says after that counts */
  violation: string | undefined;
  /** what the sandbox said while it started */
  complaint = '';
  private ended = false;
  /** silent for too long */
  private givenUp = false;
  private pending: Pending | undefined;
  private chunks: Buffer[] = [];
  private size = 0;
  private readonly requests: Duplex;
  private readonly exited: Promise<void>;

  constructor(private readonly child: ChildProcess) {
    const [, , complaints, requests, answers] = child.stdio as [null, null, Duplex, Duplex, Duplex];
    this.requests = requests;
    // a sandbox that has ended refuses what is written to it: its exit tells the same
    for (const stream of [requests, answers, complaints]) stream.on('error', () => {});
    complaints.setEncoding('utf8').on('data', (text: string) => {
      this.complaint = (this.complaint + text).slice(0, 2000);
    });
    answers.on('data', (chunk: Buffer) => this.receive(chunk));
    this.exited = new Promise((resolve) => {
      const end = (): void => {
        this.ended = true;
        this.settle(undefined);
        resolve();
      };
      child.once('error', (error) => {
        this.complaint ||= error.message;
        end();
      });
      child.once('exit', end);
    });
  }

  get isOpen(): boolean {
    return !this.ended && !this.givenUp && this.violation === undefined;
  }

  /** Waits until the child waits for its first question; false if it does not within the limit. */
  async ready(seconds: number): Promise<boolean> {
    const reply = await this.wait('ready', seconds);
    // from here on a submission could write there
    (this.child.stdio[2] as Duplex | null)?.destroy();
    return reply !== undefined;
  }

  /**
   * Asks, and waits at most this long; a sandbox that is silent, or that breaks the rules, is killed.
   * @returns 'timeout' where it was silent, 'ended' where its process ended
   */
  async ask(question: Asked, seconds: number): Promise<{ outcome: Outcome; names: string[]; printed: string }> {
    const begun = performance.now();
    const id = randomBytes(16).toString('hex');
    if (this.isOpen) this.requests.write(`${JSON.stringify({ id, ...question })}\n`, () => {});
    const reply = this.isOpen ? await this.wait(id, seconds) : undefined;
    if (reply) return reply;
    const took = Math.round((performance.now() - begun) / 100) / 10;
    return { outcome: { status: this.givenUp ? 'timeout' : 'ended', seconds: took }, names: [], printed: '' };
  }

  /** Ends the sandbox; done when its process is gone. */
  async kill(): Promise<void> {
    if (!this.ended) this.child.kill('SIGKILL');
    for (const stream of this.child.stdio) (stream as Duplex | null)?.destroy();
    await this.exited;
  }

  private wait(id: string, seconds: number): Promise<Reply | undefined> {
    if (this.ended) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const stop = waitInSeconds(this.child.pid, seconds, () => {
        this.givenUp = true;
        this.child.kill('SIGKILL');
        this.settle(undefined);
      });
      this.pending = {
        id,
        resolve: (reply) => {
          stop();
          resolve(reply);
        },
      };
    });
  }

  private settle(reply: Reply | undefined): void {
    const pending = this.pending;
    this.pending = undefined;
    pending?.resolve(reply);
  }

  private receive(chunk: Buffer): void {
    if (!this.isOpen) return;
    try {
      const reply = this.accept(chunk);
      if (reply) this.settle(reply);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.break(error.message);
    }
  }

  /** The reply, once its line is whole. Not one byte may come that was not asked for. */
  private accept(chunk: Buffer): Reply | undefined {
    if (!this.pending) throw new ProtocolError('The submission wrote into the channel without being asked.');
    this.size += chunk.length;
    if (this.size > longestReply)
      throw new ProtocolError('The submission answered with more data than any answer has.');
    this.chunks.push(chunk);
    const end = chunk.indexOf(lineFeed);
    if (end < 0) return undefined;
    if (end < chunk.length - 1) {
      throw new ProtocolError('The submission wrote more into the channel than it was asked.');
    }
    const line = Buffer.concat(this.chunks).toString('utf8', 0, this.size - 1);
    this.chunks = [];
    this.size = 0;
    const reply = readReply(line);
    if (reply.id !== this.pending.id) throw new ProtocolError('The submission answered a question that was not asked.');
    return reply;
  }

  private break(sentence: string): void {
    this.violation = sentence;
    this.chunks = [];
    this.child.kill('SIGKILL');
    this.settle(undefined);
  }
}
