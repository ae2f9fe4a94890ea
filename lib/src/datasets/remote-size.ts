import { DownloadError } from './download-error';
import { httpGet } from './http-get';

/**
 * How many bytes a file on a server has, without downloading it.
 *
 * @param subject for messages, such as `the weights of resnet18`
 * @throws DownloadError if the server can't be reached or does not say
 */
export async function remoteSize(url: string, subject: string, signal?: AbortSignal): Promise<number> {
  const reply = await httpGet(url, {
    subject,
    headers: { Range: 'bytes=0-0' },
    signal: signal ?? new AbortController().signal,
    idleSeconds: 20,
  });
  reply.destroy();
  const { 'content-range': range, 'content-length': length } = reply.headers;
  // `bytes 0-0/1234`; a server that knows no ranges begins to send all of it.
  const total = reply.statusCode === 206 ? /\/(\d+)$/.exec(range ?? '')?.[1] : length;
  const { hostname } = new URL(url);
  if (reply.statusCode !== 200 && reply.statusCode !== 206) {
    const answer = `${hostname} answers ${reply.statusCode} ${reply.statusMessage ?? ''}`.trim();
    throw new DownloadError('server', answer, subject);
  }
  if (total === undefined) throw new DownloadError('server', `${hostname} does not say how long the file is`, subject);
  return Number(total);
}
