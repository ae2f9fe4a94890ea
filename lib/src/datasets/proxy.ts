import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';

type Environment = Record<string, string | undefined>;

/**
 * The proxy that the environment names for a URL: `https_proxy` or `http_proxy` by the URL's protocol, else `all_proxy`, unless
 * `no_proxy` lists the host. Lower case wins over upper case, as in curl.
 */
export function proxyFor(url: URL, env: Environment = process.env): URL | undefined {
  const value = (name: string) => env[name] || env[name.toUpperCase()];
  const address = value(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? value('all_proxy');
  if (!address || isExempt(url, value('no_proxy') ?? '')) return undefined;
  return new URL(address.includes('://') ? address : `http://${address}`);
}

/** `no_proxy` is a list such as `localhost,.example.org,10.0.0.5:8080`, or `*` for every host. */
function isExempt(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name, onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry) as RegExpExecArray;
      if (onlyPort !== undefined && onlyPort !== port) return false;
      const domain = name.replace(/^\*?\./, '');
      return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
    });
}

/** The options that send a request for `url` through `proxy`: a plain one by its full address, a secure one by a tunnel. */
export async function throughProxy(
  url: URL,
  proxy: URL,
  signal: AbortSignal,
  timeout: number,
): Promise<https.RequestOptions> {
  const authorization = proxy.username
    ? `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}`
    : undefined;
  const headers: http.OutgoingHttpHeaders = authorization ? { 'Proxy-Authorization': authorization } : {};
  if (url.protocol === 'http:') {
    const port = proxy.port || 80;
    return {
      hostname: proxy.hostname.replace(/^\[|\]$/g, ''),
      port,
      path: url.href,
      headers: { ...headers, Host: url.host },
    };
  }
  const socket = await tunnel(url, proxy, headers, signal, timeout);
  return {
    agent: false,
    createConnection: () => tls.connect({ socket, servername: url.hostname }),
  };
}

function tunnel(
  url: URL,
  proxy: URL,
  headers: http.OutgoingHttpHeaders,
  signal: AbortSignal,
  timeout: number,
): Promise<Duplex> {
  const target = `${url.hostname}:${url.port || 443}`;
  const { request } = proxy.protocol === 'https:' ? https : http;
  return new Promise((done, fail) => {
    const connect = request(proxy, {
      method: 'CONNECT',
      path: target,
      headers: { ...headers, Host: target },
      signal,
      timeout,
    });
    connect.on('connect', (reply, socket) => {
      if (reply.statusCode === 200) return done(socket);
      socket.destroy();
      fail(new Error(`the proxy ${proxy.host} answers ${reply.statusCode}`));
    });
    connect.on('timeout', () => connect.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    connect.on('error', fail);
    connect.end();
  });
}
