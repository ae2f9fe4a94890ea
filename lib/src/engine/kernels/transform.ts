import type { TensorInfo } from '@tensorflow/tfjs';
import { type Kernel, replaceKernel } from './kernel';

/** What is needed of the cpu backend. */
interface BackendCpu {
  data: { get(dataId: object): { values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: TensorInfo['dtype'], values: Float32Array): TensorInfo;
  disposeData(dataId: object): boolean;
}

export interface TransformAttributes {
  interpolation: 'bilinear' | 'nearest';
  fillMode: 'constant' | 'reflect' | 'wrap' | 'nearest';
  fillValue: number;
  outputShape?: [number, number];
}

/**
 * Turned, moved and scaled images (`tf.image.transform`): pixel (x, y) of the output is the input at x′ = (ax + by + c) / k,
 * y′ = (dx + ey + f) / k with k = gx + hy + 1. The cpu backend, from which the native one borrows, stops after the first image of a
 * batch. Linear interpolation is done anew here, with the place of a pixel computed once for all of its channels; other cases go to the
 * original, image by image.
 */
export function useCpuTransform(): void {
  replaceKernel<BackendCpu>('cpu', 'Transform', (original) => (inputs, attrs, backend) => {
    const { interpolation, fillMode, fillValue, outputShape } = attrs as unknown as TransformAttributes;
    const { image, transforms } = inputs;
    const [batch, height, width, channels] = image.shape;
    const [outHeight, outWidth] = outputShape ?? [height, width];
    const isOwn = interpolation === 'bilinear' && (fillMode === 'constant' || fillMode === 'nearest');
    const values = backend.data.get(image.dataId).values;
    const maps = backend.data.get(transforms.dataId).values;
    const size = outHeight * outWidth * channels;
    const output = new Float32Array(batch * size);
    for (let i = 0; i < batch; i++) {
      const from = values.subarray(i * height * width * channels, (i + 1) * height * width * channels);
      const to = output.subarray(i * size, (i + 1) * size);
      const map = transforms.shape[0] === 1 ? maps : maps.subarray(8 * i, 8 * i + 8);
      if (isOwn) interpolate({ from, height, width, channels }, { to, outHeight, outWidth }, map, fillMode, fillValue);
      else to.set(oneByOriginal(original, backend, from, [1, height, width, channels], map, attrs));
    }
    return backend.makeTensorInfo([batch, outHeight, outWidth, channels], image.dtype, output);
  });
}

interface Source {
  from: Float32Array;
  height: number;
  width: number;
  channels: number;
}

interface Target {
  to: Float32Array;
  outHeight: number;
  outWidth: number;
}

function interpolate(
  { from, height, width, channels }: Source,
  { to, outHeight, outWidth }: Target,
  map: Float32Array,
  fillMode: TransformAttributes['fillMode'],
  fillValue: number,
): void {
  const [a, b, c, d, e, f, g, h] = map;
  const isClamped = fillMode === 'nearest';
  const below = width * channels;
  // In the loop no lists are taken apart and no views are made: this is the slowest part of most augmentations.
  let place = 0;
  for (let outY = 0; outY < outHeight; outY++) {
    for (let outX = 0; outX < outWidth; outX++, place += channels) {
      const k = g * outX + h * outY + 1;
      let x = (a * outX + b * outY + c) / k;
      let y = (d * outX + e * outY + f) / k;
      if (isClamped) {
        x = Math.min(width - 1, Math.max(0, x));
        y = Math.min(height - 1, Math.max(0, y));
      }
      const left = Math.floor(x);
      const top = Math.floor(y);
      // Also where k is 0 and x or y no number.
      if (!(left >= -1 && left < width && top >= -1 && top < height)) {
        for (let channel = 0; channel < channels; channel++) to[place + channel] = fillValue;
        continue;
      }
      const right = x - left;
      const low = y - top;
      const corner = (top * width + left) * channels;
      const isLeft = left >= 0;
      const isRight = left + 1 < width;
      const isTop = top >= 0;
      const isLow = top + 1 < height;
      for (let channel = 0; channel < channels; channel++) {
        const at = corner + channel;
        const upper =
          (1 - right) * (isTop && isLeft ? from[at] : fillValue) +
          right * (isTop && isRight ? from[at + channels] : fillValue);
        const lower =
          (1 - right) * (isLow && isLeft ? from[at + below] : fillValue) +
          right * (isLow && isRight ? from[at + below + channels] : fillValue);
        to[place + channel] = (1 - low) * upper + low * lower;
      }
    }
  }
}

function oneByOriginal(
  original: Kernel<BackendCpu>,
  backend: BackendCpu,
  values: Float32Array,
  shape: number[],
  map: Float32Array,
  attrs: object,
): Float32Array {
  const image = backend.makeTensorInfo(shape, 'float32', values);
  const transforms = backend.makeTensorInfo([1, 8], 'float32', map);
  const result = original({ image, transforms }, attrs as Parameters<typeof original>[1], backend);
  const output = backend.data.get(result.dataId).values;
  for (const { dataId } of [image, transforms, result]) backend.disposeData(dataId);
  return output;
}
