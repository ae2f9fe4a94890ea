/** A picture file's pixels: red, green, blue and opacity of each, 0…255, row by row. */
export interface DecodedPicture {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Decodes a PNG or JPEG. */
export async function decodePicture(content: Uint8Array): Promise<DecodedPicture> {
  // Loaded here, not above: the native picture library takes time that only photographs need.
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const picture = await loadImage(Buffer.from(content));
  const { width, height } = picture;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(picture, 0, 0);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
