import type { Raster } from './raster';

/** Each pixel becomes a square of `factor` × `factor`, so that it stays crisp where a viewer would smooth it. */
export function enlarge(raster: Raster, factor: number): Raster {
  if (factor <= 1) return raster;
  const { width, height, depth, pixels } = raster;
  const larger = new Uint8Array(pixels.length * factor * factor);
  const rowBytes = width * factor * depth;
  for (let y = 0; y < height; y++) {
    const start = y * factor * rowBytes;
    let at = start;
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * depth;
      for (let k = 0; k < factor; k++) for (let c = 0; c < depth; c++) larger[at++] = pixels[from + c];
    }
    for (let k = 1; k < factor; k++) larger.copyWithin(start + k * rowBytes, start, start + rowBytes);
  }
  return { ...raster, width: width * factor, height: height * factor, pixels: larger };
}

/**
 * A smaller picture of at most `limit` pixels on its longer side; each new pixel is the mean of those that it covers.
 * Our palettes are ordered, so the mean of indices is the index of the mean value.
 */
export function shrink(raster: Raster, limit: number): Raster {
  const longer = Math.max(raster.width, raster.height);
  if (longer <= limit) return raster;
  const width = Math.max(1, Math.round((raster.width * limit) / longer));
  const height = Math.max(1, Math.round((raster.height * limit) / longer));
  const pixels = new Uint8Array(width * height * raster.depth);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * raster.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * raster.height) / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * raster.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * raster.width) / width));
      for (let c = 0; c < raster.depth; c++) {
        let sum = 0;
        for (let v = top; v < bottom; v++) {
          for (let u = left; u < right; u++) sum += raster.pixels[(v * raster.width + u) * raster.depth + c];
        }
        pixels[at++] = Math.round(sum / ((bottom - top) * (right - left)));
      }
    }
  }
  return { ...raster, width, height, pixels };
}

/** The same picture with fewer levels a channel, which compresses better; the eye hardly sees 64 of them. */
export function coarsen(raster: Raster, levels: number): Raster {
  const step = 255 / (levels - 1);
  return { ...raster, pixels: raster.pixels.map((byte) => Math.round(Math.round(byte / step) * step)) };
}
