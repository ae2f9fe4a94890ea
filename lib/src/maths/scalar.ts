import { type ActivationName, activations } from './activations';
import { checkKey } from './options';
import { describe, ShapeError } from './shapes';

/** One number that an operation worked on, with the derivative of the result with respect to it. */
export interface Operand {
  scalar: Scalar;
  derivative: number;
}

/**
 * A number that remembers how it came about, so that the chain rule can go back the same way: reverse-mode automatic
 * differentiation. Each operation gives a new scalar and notes its derivatives with respect to its operands.
 * @see Baydin, Pearlmutter, Radul and Siskind, Automatic differentiation in machine learning: a survey, 2018
 * @example
 * const [w, x] = [new Scalar(3), new Scalar(2)];
 * const y = w.times(x).plus(1).tanh();
 * y.backward().get(w) // ∂y/∂w = (1 − tanh²(7)) · 2
 */
export class Scalar {
  /** As people write it, such as '×' or 'tanh'; null if the number was given, not worked out. */
  readonly operation: string | null;
  /** What the operation worked on; a number that it took twice is there twice. */
  readonly operands: readonly Operand[];

  /**
   * @param value a finite number
   * @param operation only for an operation of your own, as are the operands
   */
  constructor(
    readonly value: number,
    operation: string | null = null,
    operands: readonly Operand[] = [],
  ) {
    if (!Number.isFinite(value)) {
      const of = operands.map(({ scalar }) => scalar.value).join(' and ');
      const got = typeof value === 'number' ? String(value) : describe(value);
      throw new ShapeError(`${operation ?? 'value'}: expected a finite number, got ${got}${of && ` from ${of}`}.`);
    }
    for (const { scalar, derivative } of operands) {
      if (Number.isFinite(derivative)) continue;
      throw new ShapeError(`${operation}: expected a finite derivative, got ${derivative} at ${scalar.value}.`);
    }
    this.operation = operation;
    this.operands = operands;
  }

  plus(other: Scalar | number): Scalar {
    return this.with(other, '+', (a, b) => [a + b, 1, 1]);
  }

  minus(other: Scalar | number): Scalar {
    return this.with(other, '−', (a, b) => [a - b, 1, -1]);
  }

  times(other: Scalar | number): Scalar {
    return this.with(other, '×', (a, b) => [a * b, b, a]);
  }

  dividedBy(other: Scalar | number): Scalar {
    return this.with(other, '÷', (a, b) => [a / b, 1 / b, -a / b ** 2]);
  }

  /** The larger of the two; of equal ones, the derivative goes to the first, as in max-pooling. */
  max(other: Scalar | number): Scalar {
    return this.with(other, 'max', (a, b) => [Math.max(a, b), Number(a >= b), Number(a < b)]);
  }

  /** @param exponent a plain number: no gradient goes there */
  power(exponent: number): Scalar {
    if (typeof exponent !== 'number') {
      throw new ShapeError(`exponent: expected a plain number, got ${describe(exponent)}.`);
    }
    // x⁰ is 1 everywhere. The rule n·xⁿ⁻¹ would give 0 · ∞ at 0.
    const derivative = exponent === 0 ? 0 : exponent * this.value ** (exponent - 1);
    return this.through(`^${exponent}`, this.value ** exponent, derivative);
  }

  exp(): Scalar {
    const value = Math.exp(this.value);
    return this.through('exp', value, value);
  }

  /** The natural logarithm. */
  log(): Scalar {
    return this.through('log', Math.log(this.value), 1 / this.value);
  }

  /** One of the activations of the course. */
  activation(name: ActivationName): Scalar {
    const { name: text, output, derivative } = activations[checkKey(name, activations, 'activation')];
    return this.through(text, output(this.value), derivative(this.value));
  }

  relu(): Scalar {
    return this.activation('relu');
  }

  sigmoid(): Scalar {
    return this.activation('sigmoid');
  }

  tanh(): Scalar {
    return this.activation('tanh');
  }

  /**
   * All scalars that this one came from, and itself as the last one. Each stands behind its operands, so the chain rule
   * can be applied from the last to the first.
   */
  topologicalOrder(): Scalar[] {
    const order: Scalar[] = [];
    const seen = new Set<Scalar>();
    // A stack of our own: an expression of many thousand operations is deeper than calls can be.
    const stack: { scalar: Scalar; next: number }[] = [{ scalar: this, next: 0 }];
    seen.add(this);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const operand = top.scalar.operands[top.next++]?.scalar;
      if (operand === undefined) {
        order.push(top.scalar);
        stack.pop();
      } else if (!seen.has(operand)) {
        seen.add(operand);
        stack.push({ scalar: operand, next: 0 });
      }
    }
    return order;
  }

  /**
   * The derivative of this scalar with respect to each one that it came from, and to itself: 1. Where a number is used
   * several times, what comes back along each way adds up:
   *
   *     ∂L/∂x = Σ_k ∂L/∂y_k · ∂y_k/∂x   over all results y_k of operations on x
   */
  backward(): Map<Scalar, number> {
    const order = this.topologicalOrder();
    const gradients = new Map<Scalar, number>(order.map((scalar) => [scalar, 0]));
    gradients.set(this, 1);
    for (const result of order.reverse()) {
      const upstream = gradients.get(result) as number;
      for (const { scalar, derivative } of result.operands) {
        gradients.set(scalar, (gradients.get(scalar) as number) + upstream * derivative);
      }
    }
    return gradients;
  }

  /** An operation on this number and another one; `f` gives the result and the two derivatives. */
  private with(
    other: Scalar | number,
    operation: string,
    f: (a: number, b: number) => [value: number, ofA: number, ofB: number],
  ): Scalar {
    const second = other instanceof Scalar ? other : new Scalar(other);
    const [value, ofA, ofB] = f(this.value, second.value);
    return new Scalar(value, operation, [
      { scalar: this, derivative: ofA },
      { scalar: second, derivative: ofB },
    ]);
  }

  /** An operation on this number alone. */
  private through(operation: string, value: number, derivative: number): Scalar {
    return new Scalar(value, operation, [{ scalar: this, derivative }]);
  }
}
