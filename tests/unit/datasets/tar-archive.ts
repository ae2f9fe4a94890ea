import { gzipSync } from 'node:zlib';

/** One entry of an archive that a test writes; `type` as in POSIX ustar: 0 file, 2 symbolic link, 5 folder. */
export interface TarEntry {
  name: string;
  content?: Buffer;
  type?: string;
  linkTo?: string;
  /** a size in the header that is not the content's */
  claimedBytes?: number;
}

/** A ustar archive, byte by byte as POSIX.1-1988 says, so that tests can also write what no tool would. */
export function tarArchive(entries: TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, content = Buffer.alloc(0), type = '0', linkTo = '', claimedBytes }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write(`${(claimedBytes ?? content.length).toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write(type, 156);
    header.write(linkTo, 157, 100);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export function tarGz(entries: TarEntry[]): Buffer {
  return gzipSync(tarArchive(entries));
}
