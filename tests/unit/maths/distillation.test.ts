import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distillationLoss, ShapeError, softened } from '../../../lib/src/maths';
import { assertTensorClose, reference } from './reference';

interface Case {
  kind: string;
  temperature: number;
  teacherShare: number;
  student: number[][];
  teacher: number[][];
  labels: number[][];
  softened: number[][];
  loss: number;
  gradient: number[][];
}

const cases = reference<Case>('compression').filter(({ kind }) => kind === 'distillation');

for (const { student, teacher, labels, loss, gradient, ...c } of cases) {
  const { temperature, teacherShare } = c;
  test(`distillation at temperature ${temperature}, teacher's share ${teacherShare}, equals PyTorch`, () => {
    assertTensorClose(softened(teacher, temperature), c.softened, 'softened');
    const got = distillationLoss(student, teacher, labels, { temperature, teacherShare });
    assertTensorClose([got.output], [loss], 'loss');
    assertTensorClose(got.gradient, gradient, 'gradient');
  });
}

test('a student that says what the teacher says has no loss by the teacher', () => {
  const logits = [[3, -1, 0.5]];
  const { output, gradient } = distillationLoss(logits, logits, [[0, 1, 0]], { teacherShare: 1 });
  assertTensorClose([output], [0], 'loss', 1e-12);
  assertTensorClose(gradient, [[0, 0, 0]], 'gradient', 1e-12);
});

test('what cannot be distilled is told in one sentence', () => {
  const mistakes: [() => unknown, RegExp][] = [
    [() => softened([[1, 2]], 0), /^temperature: expected a number above 0, got 0\.$/],
    [
      () => distillationLoss([[1, 2]], [[1, 2]], [[1, 0]], { teacherShare: 2 }),
      /^teacherShare: expected a number from 0 to 1, got 2\.$/,
    ],
    [
      () => distillationLoss([[1, 2]], [[1, 2, 3]], [[1, 0]]),
      /^teacher: expected shape \[1, 2\] \(that of student\), got \[1, 3\]\.$/,
    ],
  ];
  for (const [mistake, message] of mistakes) {
    assert.throws(mistake, (error: Error) => error instanceof ShapeError && message.test(error.message), `${message}`);
  }
});
