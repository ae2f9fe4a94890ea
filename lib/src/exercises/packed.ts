/**
 * Models and images as data. A model travels between an answer and the code that judges it as its topology (the layers, as
 * Keras writes them) plus its weights; images travel as the place where they are found.
 */

import { inEnglish } from '../languages/english';
import { UserError } from '../project';
import type { Data, Given } from './wire';

/** The numbers of one weight tensor. */
export interface PackedTensor {
  shape: number[];
  /** float32, little-endian, base64 */
  values: string;
}

/** How an answer used the model that it was given. */
export interface UseOfModel {
  /** for each forward pass under a gradient: which images were in the batch, by their place in the argument; −1: none of them */
  batches: number[][];
  /** the same for all images in their order; equal images have the number of the first */
  images: number[];
  /** tensors that there are more after the call than before it */
  tensorsLeft: number;
}

export interface PackedModel {
  packed: 'model';
  /** `{ class_name, config }` */
  topology: Data;
  /** in the order of `model.getWeights()` */
  weights: PackedTensor[];
  /** where the answer got this model as an argument */
  use?: UseOfModel;
}

/** Images of a set, or their classes, one-hot. An answer gets them as tensors `[count, height, width, channels]`, `[count, classes]`. */
export interface PackedImages {
  packed: 'images' | 'labels';
  set: 'fashionMnist';
  part: 'train' | 'test';
  /** number of the first image */
  from: number;
  count: number;
  /** of a split that only the teacher knows; such images travel as numbers */
  secret?: string;
  /** the numbers themselves, for an answer that runs where there is no data set */
  bytes?: PackedBytes;
}

/** A tensor of whole numbers from 0 to 255, each of which stands for itself divided by `one`. */
export interface PackedBytes {
  shape: number[];
  one: number;
  /** base64 */
  values: string;
}

/** The most parameters that a model may have on its way. */
export const mostParameters = 2_500_000;

export function isPackedModel(value: unknown): value is PackedModel {
  return isRecord(value) && value.packed === 'model' && Array.isArray(value.weights);
}

export function isPackedImages(value: unknown): value is PackedImages {
  return isRecord(value) && (value.packed === 'images' || value.packed === 'labels') && value.set === 'fashionMnist';
}

function isRecord(value: unknown): value is Record<string, Given> {
  return value !== null && typeof value === 'object';
}

export function packTensor(values: Float32Array, shape: number[]): PackedTensor {
  return {
    shape: [...shape],
    values: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  };
}

export function unpackBytes({ values, one }: PackedBytes): Float32Array {
  return Float32Array.from(Buffer.from(values, 'base64'), (value) => value / one);
}

/** @throws UserError unless there are as many numbers as the shape says */
export function unpackTensor({ shape, values }: PackedTensor): Float32Array {
  const size = Array.isArray(shape) ? shape.reduce((product, length) => product * length, 1) : Number.NaN;
  if (!Number.isInteger(size) || size < 0 || size > mostParameters || typeof values !== 'string') {
    throw new UserError(inEnglish('The weights of the model cannot be read: they are no tensors of numbers.'));
  }
  const bytes = Buffer.from(values, 'base64');
  if (bytes.length !== 4 * size) {
    throw new UserError(
      inEnglish('The weights of the model cannot be read: {size} numbers take {wanted} bytes, not {bytes}.', {
        size,
        wanted: 4 * size,
        bytes: bytes.length,
      }),
    );
  }
  // a copy begins at a multiple of four bytes, as float32 must
  return new Float32Array(new Uint8Array(bytes).buffer);
}
