/** Numbers as text, for the way from the kernel to the page: four bytes a number, little-endian, in base64. */

/** @param numbers each is stored as float32, which is what a network was trained with */
export function pack(numbers: ArrayLike<number>): string {
  const bytes = new DataView(new ArrayBuffer(4 * numbers.length));
  for (let i = 0; i < numbers.length; i++) bytes.setFloat32(4 * i, numbers[i], true);
  return Buffer.from(bytes.buffer).toString('base64');
}

export function unpack(text: string): Float32Array {
  const binary = atob(text);
  const bytes = new DataView(new ArrayBuffer(binary.length));
  for (let i = 0; i < binary.length; i++) bytes.setUint8(i, binary.charCodeAt(i));
  return Float32Array.from({ length: binary.length / 4 }, (_, i) => bytes.getFloat32(4 * i, true));
}
