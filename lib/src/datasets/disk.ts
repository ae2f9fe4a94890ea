import { statfs } from 'node:fs/promises';
import { DownloadError } from './download-error';
import { megabytes } from './progress';

/** @throws DownloadError of kind `disk` if fewer than `bytes` are free in `folder`, which must exist */
export async function checkRoom(folder: string, bytes: number, subject: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  throw new DownloadError('disk', `${megabytes(bytes)} MB don't fit into ${folder}`, subject);
}

/** An error of the file system as a DownloadError of kind `disk`; any other error as it is. */
export function diskTrouble(error: unknown, folder: string, subject: string): unknown {
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  const isDisk = /^(ENOSPC|EDQUOT|EFBIG|EIO)$/.test(code) || /^(open|mkdir|rename|unlink|rmdir)$/.test(syscall);
  if (error instanceof DownloadError || !isDisk) return error;
  return new DownloadError('disk', `${folder} can't be written: ${code}`, subject);
}
