import type { Random } from '../../maths/random';

/**
 * Paints what lies behind the items: a slope of dark grey, on it bars and plates that are no items, and noise.
 * @param pixels `[size, size]` flat, 0 … 255, to be filled
 * @param clutter how many bars and plates
 */
export function paintGround(pixels: Uint8Array, size: number, clutter: number, draw: Random): void {
  const level = draw.uniform(10, 60);
  const [down, right] = [draw.uniform(-25, 25), draw.uniform(-25, 25)];
  const values = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) values[y * size + x] = level + (down * y + right * x) / size;
  }
  for (let i = 0; i < clutter; i++) {
    if (draw.uniform() < 0.5) paintBar(values, size, draw);
    else paintPlate(values, size, draw);
  }
  for (let i = 0; i < values.length; i++) {
    pixels[i] = Math.min(255, Math.max(0, Math.round(values[i] + draw.uniform(-6, 6))));
  }
}

/** A straight line, one to three pixels thick, from one place to another. */
function paintBar(values: Float32Array, size: number, draw: Random): void {
  const level = draw.uniform(0, 220);
  const half = draw.uniform(0.5, 1.5);
  const [x, y] = [draw.uniform(0, size), draw.uniform(0, size)];
  const angle = draw.uniform(0, Math.PI);
  const length = draw.uniform(0.2, 0.8) * size;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const along = (column + 0.5 - x) * cosine + (row + 0.5 - y) * sine;
      const across = (row + 0.5 - y) * cosine - (column + 0.5 - x) * sine;
      if (Math.abs(across) <= half && Math.abs(along) <= length / 2) values[row * size + column] = level;
    }
  }
}

/** A disc of one grey: as bright as an item may be, without its inside. */
function paintPlate(values: Float32Array, size: number, draw: Random): void {
  const level = draw.uniform(0, 160);
  const radius = draw.uniform(0.03, 0.12) * size;
  const [x, y] = [draw.uniform(0, size), draw.uniform(0, size)];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius) values[row * size + column] = level;
    }
  }
}
