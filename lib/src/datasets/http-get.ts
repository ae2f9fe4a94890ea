import * as http from 'node:http';
import * as https from 'node:https';
import { DownloadError } from './download-error';
import { proxyFor, throughProxy } from './proxy';

/** What a request is about and how long it may take. */
export interface GetOptions {
  /** for messages, such as `CIFAR-10` */
  subject: string;
  headers?: http.OutgoingHttpHeaders;
  signal: AbortSignal;
  /** how long the server may say nothing */
  idleSeconds: number;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 5;

/**
 * Begins a GET request and follows redirects, through the proxy that the environment names. The body is the reply itself, to be read
 * as a stream; it is not unpacked.
 * @throws DownloadError of kind `offline`, or `server` for a wrong address
 */
export async function httpGet(address: string, options: GetOptions): Promise<http.IncomingMessage> {
  let url = parse(address, options.subject);
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const reply = await getOnce(url, options);
    const { location } = reply.headers;
    if (!redirects.has(reply.statusCode ?? 0) || !location) return reply;
    reply.destroy();
    url = parse(location, options.subject, url);
  }
  throw new DownloadError('server', `${url.host} redirects more than ${mostRedirects} times`, options.subject);
}

function parse(address: string, subject: string, base?: URL): URL {
  let url: URL | undefined;
  try {
    url = new URL(address, base);
  } catch {
    // said below
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new DownloadError('server', `"${address}" is not an http or https address`, subject);
}

async function getOnce(url: URL, options: GetOptions): Promise<http.IncomingMessage> {
  const { subject, signal, idleSeconds } = options;
  const timeout = 1000 * idleSeconds;
  try {
    const proxy = proxyFor(url);
    const route = proxy ? await throughProxy(url, proxy, signal, timeout) : {};
    const headers = { 'User-Agent': 'convolab', 'Accept-Encoding': 'identity', ...options.headers, ...route.headers };
    const { request } = url.protocol === 'https:' ? https : http;
    return await new Promise((done, fail) => {
      const asking = request(url, { ...route, headers, signal, timeout });
      asking.on('response', done);
      asking.on('timeout', () => asking.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
      asking.on('error', fail);
      asking.end();
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new DownloadError('offline', connectionTrouble(error, url.hostname), subject);
  }
}

function connectionTrouble(error: unknown, host: string): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return `the certificate of ${host} is not trusted: ${code}`;
  if (message.startsWith('the proxy')) return message;
  return `no connection to ${host}`;
}
