import { checkOptions } from './options';
import { checkMatrix, checkSameShape, type Matrix, ShapeError } from './shapes';
import { softmax } from './softmax';

export interface DistillationOptions {
  /** how much both distributions are evened out, above 0; 1 leaves them as they are; default: 4 */
  temperature?: number;
  /** weight of the teacher's word against that of the labels, 0 … 1; default: 0.9 */
  teacherShare?: number;
}

export const distillationDefaults = { temperature: 4, teacherShare: 0.9 };

/**
 * Probabilities at a temperature: the higher, the more the small ones show.
 *
 *     p_i = e^(z_i / T) / Σ_j e^(z_j / T)
 *
 * @param logits `[batch, classes]`
 * @throws ShapeError for a temperature that is not above 0
 * @example softened([[4, 2, 0]], 4) // [[0.51, 0.31, 0.19]], where T = 1 gives [[0.87, 0.12, 0.02]]
 */
export function softened(logits: Matrix, temperature: number): Matrix {
  checkMatrix(logits, 'logits', ['batch', 'classes']);
  if (!(temperature > 0)) throw new ShapeError(`temperature: expected a number above 0, got ${temperature}.`);
  return logits.map((row) => softmax(row.map((z) => z / temperature)));
}

/**
 * What a student that learns from a teacher is judged by, mean over the batch, with p at temperature T the teacher's and q the student's
 * probabilities, q¹ the student's at 1, and y the labels:
 *
 *     loss = a · T² Σ p log(p / q)  +  (1 − a) · (−Σ y log q¹)
 *     gradient by the student's logits = a · T (q − p)  +  (1 − a) (q¹ − y),   divided by the batch's size
 *
 * The factor T² keeps the first part as strong as the second at any temperature: gradients at T are T² times smaller.
 * @param student logits, `[batch, classes]`
 * @param teacher logits, `[batch, classes]`
 * @param labels 1 for the right class, else 0: `[batch, classes]`
 * @throws ShapeError if the shapes do not fit each other, or for an option that cannot be
 * @see Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network", 2015
 */
export function distillationLoss(
  student: Matrix,
  teacher: Matrix,
  labels: Matrix,
  options: DistillationOptions = {},
): { output: number; gradient: Matrix } {
  checkOptions(options, ['temperature', 'teacherShare'], 'distillationLoss');
  const { temperature, teacherShare } = { ...distillationDefaults, ...options };
  if (!(teacherShare >= 0 && teacherShare <= 1)) {
    throw new ShapeError(`teacherShare: expected a number from 0 to 1, got ${teacherShare}.`);
  }
  const shape = checkMatrix(student, 'student', ['batch', 'classes']);
  checkSameShape(checkMatrix(teacher, 'teacher', ['batch', 'classes']), shape, 'teacher', 'that of student');
  checkSameShape(checkMatrix(labels, 'labels', ['batch', 'classes']), shape, 'labels', 'that of student');
  const [p, q, hard] = [softened(teacher, temperature), softened(student, temperature), softened(student, 1)];
  const each = student.map((row, n) =>
    row.map((_, i) => {
      const soft = p[n][i] > 0 ? temperature ** 2 * p[n][i] * Math.log(p[n][i] / q[n][i]) : 0;
      const own = labels[n][i] > 0 ? -labels[n][i] * Math.log(hard[n][i]) : 0;
      return teacherShare * soft + (1 - teacherShare) * own;
    }),
  );
  const gradient = student.map((row, n) =>
    row.map((_, i) => {
      const soft = temperature * (q[n][i] - p[n][i]);
      return (teacherShare * soft + (1 - teacherShare) * (hard[n][i] - labels[n][i])) / student.length;
    }),
  );
  return { output: each.flat().reduce((sum, part) => sum + part, 0) / student.length, gradient };
}
