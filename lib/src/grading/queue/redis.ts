/** The connection to Redis that both ends of the queue use. */
import type { RedisOptions } from 'bullmq';
import Redis from 'ioredis';
import { UserError } from '../../project';

export const queueName = 'convolab-grading';

/** A job in Redis. */
export interface JobData {
  sealed: string;
}

/**
 * @param url redis://HOST:PORT/DATABASE, or rediss:// with TLS; the password may stand in CONVOLAB_REDIS_PASSWORD, so that
 * no list of processes shows it
 * @throws UserError where it is no such address
 */
export function redisOptions(url: string): RedisOptions {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !['redis:', 'rediss:'].includes(address.protocol) || address.hostname === '') {
    throw new UserError('--queue is the address of a Redis, such as redis://127.0.0.1:6379.');
  }
  const password = decodeURIComponent(address.password) || process.env.CONVOLAB_REDIS_PASSWORD;
  return {
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port || 6379),
    db: Number(address.pathname.slice(1) || 0),
    ...(address.username && { username: decodeURIComponent(address.username) }),
    ...(password && { password }),
    ...(address.protocol === 'rediss:' && { tls: {} }),
    // a command that waits while Redis starts again is sent then
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  };
}

/** @throws UserError where no Redis answers */
export async function proveRedis(url: string): Promise<void> {
  const options = redisOptions(url);
  const client = new Redis({ ...options, lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  let why = '';
  client.on('error', (error) => {
    why ||= error.message;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    why ||= error instanceof Error ? error.message : String(error);
    throw new UserError(`No Redis answers at ${options.host}:${options.port}: ${why}.`);
  } finally {
    client.disconnect();
  }
}
