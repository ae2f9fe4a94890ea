import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toSvg } from '../../../lib/src/display/svg';
import { confusionMatrix } from '../../../lib/src/visualizers/confusion-matrix';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { misclassified } from '../../../lib/src/visualizers/misclassified';
import { scene } from './image-figures';
import { decode, near, pictures, words } from './picture';

/** Shares of right answers and of mistakes, `[true][predicted]`, null where a cell is empty. */
function shares(figure: Figure): { right: unknown; mistakes: unknown } {
  const of = (name: string) => figure.data.find((trace) => trace.name === name)?.z;
  return { right: of('right'), mistakes: of('mistakes') };
}

describe('confusionMatrix', () => {
  const truth = ['cat', 'cat', 'cat', 'cat', 'dog', 'dog', 'owl'];
  const predicted = ['cat', 'cat', 'cat', 'dog', 'dog', 'owl', 'owl'];

  it('has a row for each true class and shares of the row in its cells', () => {
    const figure = confusionMatrix(truth, predicted);
    assert.deepEqual(shares(figure), {
      right: [
        [0.75, null, null],
        [null, 0.5, null],
        [null, null, 1],
      ],
      mistakes: [
        [null, 0.25, null],
        [null, null, 0.5],
        [null, null, null],
      ],
    });
    const { ticktext, range } = figure.layout.yaxis as { ticktext: string[]; range: number[] };
    assert.deepEqual(ticktext, ['cat', 'dog', 'owl']);
    assert.ok(range[0] > range[1], 'the first class is on top');
  });

  it('writes counts with their shares, and says them over each cell and in words', async () => {
    const figure = confusionMatrix(truth, predicted);
    const texts = words(await toSvg(figure));
    for (const text of ['3 75 %', '1 25 %', '1 50 %', 'Confusion matrix: 5 of 7 right, 71.4 %'])
      assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
    const hover = figure.data[0].hovertext as string[][];
    assert.equal(hover[0][1], 'true cat<br>predicted dog<br>1, 25 % of the row');
    assert.match(figure.alt, /Right by true class: cat 75 %, dog 50 %, owl 100 %/);
    assert.match(figure.alt, /cat taken for dog 1 times/);
  });

  it('gives the same for numbers, names, typed arrays and counts', () => {
    const classNames = ['cat', 'dog', 'owl'];
    const numbers = (labels: string[]) => Uint8Array.from(labels, (label) => classNames.indexOf(label));
    const named = confusionMatrix(truth, predicted, { classNames });
    assert.deepEqual(confusionMatrix(numbers(truth), numbers(predicted), { classNames }), named);
    const counts = [
      [3, 1, 0],
      [0, 1, 1],
      [0, 0, 1],
    ];
    assert.deepEqual(confusionMatrix(counts, { classNames }), named);
  });

  it('keeps the row of a class that has no examples', () => {
    const { right } = shares(confusionMatrix([0, 2], [0, 2]));
    assert.deepEqual((right as unknown[][])[1], [null, null, null]);
  });

  it('says what is wrong', () => {
    assert.throws(() => confusionMatrix([0, 1], [0]), /trueLabels has 2 labels and predictedLabels has 1/);
    assert.throws(() => confusionMatrix([], []), { name: 'UserError', message: /trueLabels is empty/ });
    assert.throws(
      () => confusionMatrix([0, 3], [0, 1], { classNames: ['cat', 'dog'] }),
      /trueLabels\[1\] is 3, but there are 2 classes, numbered from 0/,
    );
    assert.throws(() => confusionMatrix([[1, 2]]), /square matrix \[true class\]\[predicted class\]/);
    assert.throws(() => confusionMatrix([[1]], { classNames: ['a', 'b'] }), /2 classNames for 1 classes/);
    assert.throws(() => confusionMatrix([0], [0], { classes: ['cat'] } as never), /"classes"/);
  });
});

describe('misclassified', () => {
  const images = [0, 1, 2, 3].map((variant) => scene(8, 8, variant));
  const probabilities = [
    [0.9, 0.1],
    [0.6, 0.4],
    [0.05, 0.95],
    [0.3, 0.7],
  ];
  const truth = [0, 1, 0, 1];
  const classNames = ['cat', 'dog'];

  it('draws the wrong ones alone, the surest first', async () => {
    const figure = misclassified(images, truth, probabilities, { classNames });
    const drawn = pictures(figure);
    assert.equal(drawn.length, 2);
    for (const [position, index] of [2, 1].entries()) {
      const picture = await decode(drawn[position].source);
      const level = 255 * images[index][0][0][0];
      assert.ok(near(picture.at(0, 0), [level, level, level]), `picture ${position} is image ${index}`);
    }
    const texts = words(await toSvg(figure));
    assert.ok(texts.includes('cat → dog, 95 %') && texts.includes('dog → cat, 60 %'), texts.join(' | '));
    assert.match(figure.alt, /2 of 4 images taken for something else/);
  });

  it('asks a data set or a function only for the images that it draws', () => {
    const asked: number[] = [];
    const image = (index: number) => {
      asked.push(index);
      return images[index];
    };
    const one = misclassified(image, truth, probabilities, { classNames, count: 1 });
    assert.deepEqual(asked, [2]);
    assert.match(one.alt, /the surest 1 of them/);
    assert.deepEqual(misclassified({ image }, Uint8Array.from(truth), probabilities, { classNames, count: 1 }), one);
    assert.deepEqual(misclassified(images, ['cat', 'dog', 'cat', 'dog'], probabilities, { classNames, count: 1 }), one);
  });

  it('says what is wrong', () => {
    assert.throws(() => misclassified(images, [0, 0, 1, 1], probabilities), /all 4 predictions are right/);
    assert.throws(() => misclassified(images, [0], probabilities), /trueLabels has 1 labels and probabilities has 4/);
    assert.throws(() => misclassified(images.slice(1), truth, probabilities), /3 images for 4 labels/);
    assert.throws(() => misclassified(images, truth, truth as never), /probabilities as \[examples, classes\]/);
    assert.throws(() => misclassified(images, truth, [[3, -2], ...probabilities.slice(1)]), /softmax/);
    assert.throws(() => misclassified(images, truth, probabilities, { classNames: ['cat'] }), /1 classNames for 2/);
  });
});
