import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server treats one file. */
export interface Behaviour {
  content: Buffer;
  etag?: string;
  /** false: it ignores Range and always sends the whole file */
  ranges?: boolean;
  /** `breakAfter[i]`: the i-th request gets only so many bytes; when the client has them (`arrived`), the connection closes */
  breakAfter?: (number | undefined)[];
  /** false: the length of the file is not announced */
  announceLength?: boolean;
  /** the answer waits for this */
  gate?: Promise<void>;
}

/** What a client asked. */
export interface Asked {
  path: string;
  range?: string;
  ifRange?: string;
}

export interface FileServer {
  url: string;
  asked: Asked[];
  /** tells the server how many bytes of the file the client has: only then may a connection break, so that tests never race */
  arrived(bytes: number): void;
  close(): Promise<void>;
}

/** A server on this machine with one file; `behaviour` may be changed between requests. */
export async function serveFile(behaviour: Behaviour): Promise<FileServer> {
  const pending: Pending[] = [];
  const server = await serve((request, response, asked) =>
    answer(behaviour, request, response, asked.length - 1, pending),
  );
  const arrived = (bytes: number) => {
    if (pending.length > 0 && bytes >= pending[0].upTo) pending.shift()?.breakOff();
  };
  return { ...server, arrived };
}

/** A connection that breaks when the client has the file up to byte `upTo`. */
interface Pending {
  upTo: number;
  breakOff(): void;
}

/** A server on this machine. */
export async function serve(
  handler: (request: IncomingMessage, response: ServerResponse, asked: Asked[]) => void,
): Promise<FileServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({
      path: request.url ?? '',
      range: request.headers.range,
      ifRange: request.headers['if-range'] as string | undefined,
    });
    handler(request, response, asked);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    arrived: () => {},
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

/** An address where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = await serve(() => {});
  await server.close();
  return server.url;
}

async function answer(
  behaviour: Behaviour,
  request: IncomingMessage,
  response: ServerResponse,
  number: number,
  pending: Pending[],
) {
  const { content, etag, ranges = true, breakAfter = [], announceLength = true, gate } = behaviour;
  await gate;
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const sameVersion = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const partial = ranges && range !== null && sameVersion;
  const start = partial ? Number(range[1]) : 0;
  if (etag) response.setHeader('ETag', etag);
  if (start >= content.length) {
    response.writeHead(416, { 'Content-Range': `bytes */${content.length}` }).end();
    return;
  }
  const body = content.subarray(start);
  if (announceLength) response.setHeader('Content-Length', body.length);
  if (partial) response.setHeader('Content-Range', `bytes ${start}-${content.length - 1}/${content.length}`);
  response.writeHead(partial ? 206 : 200);
  const limit = breakAfter[number];
  if (limit === undefined) {
    response.end(body);
    return;
  }
  pending.push({ upTo: start + limit, breakOff: () => response.socket?.destroy() });
  response.write(body.subarray(0, limit));
}
