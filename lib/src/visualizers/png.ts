import { deflateSync } from 'node:zlib';
import type { Image, Matrix } from '../maths/shapes';
import { type Raster, type RasterOptions, toRaster } from './raster';
import { enlarge } from './resample';

export const defaults = {
  /** each pixel of the image becomes a square of this many pixels */
  zoom: 1,
};

export interface PngOptions extends RasterOptions {
  /** a whole number: each pixel of the image becomes a square of this many pixels, crisp everywhere */
  zoom?: number;
}

/**
 * An image as a PNG data URI, for `layout.images` of a figure or `<img src>`.
 *
 * @param image `[height, width]` or `[height, width, channels]`; grey and rgb expect values 0…1
 * @example pngDataUri([[0, 1], [1, 0]], { zoom: 8 })  // a 16×16 chess board
 * @example pngDataUri(kernel, { scale: 'signed' })  // blue, grey at zero, orange
 */
export function pngDataUri(image: Matrix | Image, options: PngOptions = {}): string {
  return rasterDataUri(enlarge(toRaster(image, options), options.zoom ?? defaults.zoom));
}

/** A raster as a PNG data URI. */
export function rasterDataUri(raster: Raster): string {
  return `data:image/png;base64,${Buffer.from(encodePng(raster)).toString('base64')}`;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * The bytes of a PNG file (W3C PNG, third edition). Written here, not by a canvas, because a picture with a palette
 * takes a third of the bytes, and a canvas only writes four channels.
 */
export function encodePng(picture: Raster): Uint8Array {
  const raster = picture.palette ? withUsedColours(picture, picture.palette) : picture;
  const { width, height, depth, palette } = raster;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits a channel
  header[9] = palette ? 3 : depth === 3 ? 2 : 0; // indexed, true colour, grey
  const parts = [signature, chunk('IHDR', header)];
  if (palette) parts.push(chunk('PLTE', palette));
  parts.push(chunk('IDAT', deflateSync(filterRows(raster), { level: 6 })), chunk('IEND', new Uint8Array(0)));
  return Buffer.concat(parts);
}

/** The same picture with the colours alone that occur in it: a kernel of nine weights needs nine, not 256. */
function withUsedColours(raster: Raster, palette: Uint8Array): Raster {
  const used = [...new Set(raster.pixels)].sort((a, b) => a - b);
  const index = new Uint8Array(256);
  used.forEach((colour, i) => {
    index[colour] = i;
  });
  const colours = used.flatMap((colour) => [...palette.subarray(3 * colour, 3 * colour + 3)]);
  return { ...raster, palette: Uint8Array.from(colours), pixels: raster.pixels.map((colour) => index[colour]) };
}

/**
 * Each row starts with the number of its filter. Taken is the one whose bytes, read as signed, have the smallest sum of
 * sizes: the standard's own advice. None, Sub, Up and Paeth are enough for pictures as small as ours.
 */
function filterRows({ width, height, depth, pixels }: Raster): Uint8Array {
  const stride = width * depth;
  const out = new Uint8Array((stride + 1) * height);
  const trial = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const start = y * stride;
    if (y > 0 && repeats(pixels, start, stride)) {
      // Up leaves zeros, and in enlarged pictures that is most rows.
      out[y * (stride + 1)] = 2;
      continue;
    }
    let least = Number.POSITIVE_INFINITY;
    for (const filter of [0, 1, 2, 4]) {
      let cost = 0;
      for (let i = 0; i < stride; i++) {
        const left = i >= depth ? pixels[start + i - depth] : 0;
        const up = y > 0 ? pixels[start - stride + i] : 0;
        const corner = i >= depth && y > 0 ? pixels[start - stride + i - depth] : 0;
        const guess = filter === 0 ? 0 : filter === 1 ? left : filter === 2 ? up : paeth(left, up, corner);
        const byte = (pixels[start + i] - guess) & 255;
        trial[i] = byte;
        cost += byte < 128 ? byte : 256 - byte;
      }
      if (cost < least) {
        least = cost;
        out[y * (stride + 1)] = filter;
        out.set(trial, y * (stride + 1) + 1);
      }
    }
  }
  return out;
}

function repeats(pixels: Uint8Array, start: number, stride: number): boolean {
  for (let i = start; i < start + stride; i++) if (pixels[i] !== pixels[i - stride]) return false;
  return true;
}

/** Of left, up and corner the one nearest to left + up − corner. */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8);
  return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
