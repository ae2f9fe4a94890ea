/** One submission and the sandboxes that it is run in: one, and another in place of each that it brought down. */
import type { OpenAnswer, Outcome, Request, RunOptions } from '../../exercises/run';
import { encode } from '../../exercises/wire';
import type { Connection } from './connection';
import type { SandboxPool } from './pool';

/** Seconds beyond its limit after which an answer is killed: a busy machine may not have let it run all the time. */
const grace = 1;

export interface SandboxedAnswer extends OpenAnswer {
  /** the sentence for an answer that broke the rules of the channel: none of its points count */
  violation(): string | undefined;
}

export class Session {
  private connection: Connection | undefined;
  /** what an answer may import is in the sandbox of no other answer */
  private sharesNothing = false;

  constructor(private readonly pool: SandboxPool) {}

  /**
   * Opens an answer cell, as `openAnswer` does.
   * @param code compiled JavaScript of the cell
   * @param library program of the parts of 'convolab' that it may import, if any
   */
  async open(code: string, options: RunOptions = {}, library?: string): Promise<SandboxedAnswer> {
    if (this.sharesNothing || library !== undefined) await this.close();
    this.sharesNothing = library !== undefined;
    const seconds = options.seconds ?? 2;
    let violation: string | undefined;
    let printed = '';
    let earlier = '';
    let names: string[] = [];
    let fresh = false;
    let waits = false;

    const ask = async (question: Parameters<Connection['ask']>[0], limit: number): Promise<Outcome> => {
      const connection = this.connection as Connection;
      const reply = await connection.ask(question, limit);
      violation ??= connection.violation;
      if (!connection.isOpen) {
        this.connection = undefined;
        fresh = false;
        await connection.kill();
        const { outcome } = reply;
        return outcome.status === 'timeout' ? { ...outcome, seconds } : outcome;
      }
      ({ names, printed } = reply);
      waits = reply.outcome.status === 'pending';
      return reply.outcome;
    };
    const load = async (): Promise<Outcome> => {
      earlier += printed;
      printed = '';
      this.connection ??= await this.pool.take();
      fresh = true;
      return ask({ open: { code, options: { ...options, stopsLoops: false }, library } }, seconds + grace);
    };

    const isUsed = this.connection !== undefined;
    let loaded = await load();
    if (isUsed && (loaded.status === 'ended' || loaded.status === 'timeout')) {
      // the answer before it has left something behind that ended the sandbox, and this one has no part in it
      violation = undefined;
      loaded = await load();
    }
    return {
      loaded,
      get names() {
        return names;
      },
      call: async (request: Request) => {
        if (violation !== undefined) return { status: 'ended', seconds: 0 };
        if (!fresh) {
          const again = await load();
          if (again.status !== 'returned') return again;
        }
        // where something still waits, the cell is loaded again first
        const limit = (waits ? 2 : 1) * seconds + grace;
        return ask({ fn: request.path, args: encode(request.calls) }, limit);
      },
      printed: () => earlier + printed,
      violation: () => violation,
      close: async () => {},
    };
  }

  /** Ends the sandbox: it served this submission, and no other one sees it. */
  async close(): Promise<void> {
    const last = this.connection;
    this.connection = undefined;
    await last?.kill();
  }
}
