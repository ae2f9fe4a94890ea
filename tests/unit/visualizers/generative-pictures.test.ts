import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../lib/src/project';
import { attentionMaps } from '../../../lib/src/visualizers/attention-maps';
import { latentSpace } from '../../../lib/src/visualizers/latent-space';
import { latentWalk } from '../../../lib/src/visualizers/latent-walk';
import { samplesOverTime } from '../../../lib/src/visualizers/samples-over-time';
import { frameNamed } from './frames';
import { attendedExample, generativeFigures, latentExample, samplesExample, walkExample } from './generative-figures';
import { checkPicture, decode, pictures } from './picture';

/** What must be written in the picture: titles, captions, numbers. */
const written: Record<string, string[]> = {
  'attention-maps': ['Where the network looks', 'Trouser', 'Sneaker', 'head 1', 'head 4'],
  'latent-space': ['Latent space', 'Ankle boot', 'Pullover', 'z₁', 'z₂', 'what the decoder makes of each place'],
  'latent-space-points': ['Points alone', 'class 9', 'z₁'],
  'latent-walk': ['A walk through the latent space'],
  'samples-over-time': ['start', 'epoch 9', 'generator loss', 'discriminator loss', 'epoch'],
};

describe('pictures about networks that make images, and about attention', () => {
  for (const [name, make] of Object.entries(generativeFigures)) {
    it(`${name}: is drawn, says its text, is small, and works on any ground`, () =>
      checkPicture(make(), written[name]));
  }
});

describe('latentSpace', () => {
  it('draws every point once, in the colour and symbol of its class, and no two classes alike', () => {
    const { points, labels, options } = latentExample();
    const clouds = latentSpace(points, labels, options).data.filter(({ mode }) => mode === 'markers');
    assert.equal(clouds.flatMap(({ x }) => x as number[]).length, points.length);
    const looks = clouds.map(({ marker }) => JSON.stringify(marker));
    assert.equal(new Set(looks).size, 10);
    const third = clouds[2] as unknown as { name: string; x: number[] };
    assert.equal(third.name, 'Pullover');
    third.x.forEach((x, i) => {
      assert.ok(Math.abs(x - points[2 + 10 * i][0]) < 1e-3);
    });
  });

  it('puts each decoded image where its place is', async () => {
    const { points, labels } = latentExample();
    const [dark, light] = [0, 1].map((value) =>
      Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => [value])),
    );
    const figure = latentSpace(points, labels, {
      grid: {
        images: [
          [light, dark],
          [dark, dark],
        ],
        range: 2,
      },
    });
    const [{ source, x, y, sizex, sizey }] = pictures(figure);
    assert.deepEqual([x, y, sizex, sizey], [-2, 2, 4, 4]);
    const picture = await decode(source);
    const at = (right: number, down: number) => picture.at(right * picture.width, down * picture.height)[0];
    assert.deepEqual([at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)], [255, 0, 0, 0]);
  });
});

describe('samplesOverTime', () => {
  it('shows the first and the last time, and the images in their order', async () => {
    const { samples, losses } = samplesExample();
    const figure = samplesOverTime(samples, losses);
    const { ticktext } = figure.layout.yaxis as { ticktext: string[] };
    assert.deepEqual([ticktext[0], ticktext.at(-1), ticktext.length], ['start', 'epoch 9', 6]);
    const rows = pictures(figure);
    assert.equal(rows.length, 6);
    const picture = await decode(rows[5].source);
    // the first image is a narrow bar, the eleventh a wide one: dark and bright a quarter from their left edges
    const at = (image: number) => picture.at(((image + 0.25) / 11) * picture.width, picture.height / 2)[0];
    assert.ok(at(0) < 30 && at(10) > 200);
  });

  it('draws each loss at the end of its epoch', () => {
    const { samples, losses } = samplesExample();
    const curves = samplesOverTime(samples, losses).data.filter(({ mode }) => mode === 'lines+markers');
    assert.deepEqual(
      curves.map(({ name, x }) => [name, (x as number[])[0], (x as number[]).length]),
      [
        ['generator loss', 1, 9],
        ['discriminator loss', 1, 9],
      ],
    );
  });
});

describe('latentWalk', () => {
  it('shows one image a step, and all of them in a row', () => {
    const images = walkExample();
    const figure = latentWalk(images, { names: images.map((_, i) => `${10 * i} %`) });
    assert.equal(figure.frames?.length, 11);
    const [seen] = frameNamed(figure, '30 %').data as { z: number[][] }[];
    assert.ok(Math.abs(seen.z[14][14] - images[3][14][14][0]) < 0.01);
    const row = figure.data[1] as unknown as { z: number[][] };
    assert.deepEqual([row.z.length, row.z[0].length], [28, 11 * 28]);
    assert.ok(Math.abs(row.z[14][3 * 28 + 14] - images[3][14][14][0]) < 0.01);
  });
});

describe('attentionMaps', () => {
  it('names the maps of each image as they are called', () => {
    const [first, second] = attendedExample();
    const names = ['a', 'boot', 'above', 'bag'];
    const { alt } = attentionMaps([{ ...first, names }, second]);
    assert.match(alt, /Trouser, boot: half of it on/);
    assert.match(alt, /Sneaker, map 2: half of it on/);
  });

  it('leaves the image grey where nothing is attended to, and colours where most is', async () => {
    const figure = attentionMaps(attendedExample());
    const sources = pictures(figure);
    assert.equal(sources.length, 10);
    const picture = await decode(sources[1].source); // the first map of the first image: above, in the middle
    const at = (x: number, y: number) => picture.at(x * picture.width, y * picture.height);
    const [red, green, blue] = at(0.5, 0.21);
    assert.ok(red > 150 && green > 150 && blue < 150, 'yellow');
    const low = at(0.05, 0.95);
    assert.ok(Math.max(...low) - Math.min(...low) < 3, 'grey');
  });
});

describe('what cannot be drawn gets a sentence', () => {
  const { points, labels } = latentExample();
  const { samples, losses } = samplesExample();
  const [attended] = attendedExample();
  for (const [make, sentence] of [
    [() => latentSpace([[1, 2, 3]], [0]), /points with two finite numbers each/],
    [() => latentSpace(points, labels.slice(1)), /600 points and 599 labels/],
    [() => samplesOverTime([], losses), /as many images at each time/],
    [() => samplesOverTime(samples, {}), /losses of 0 epochs and samples of 10 times/],
    [
      () => samplesOverTime([[attended.image, [[[0]]]]], { loss: [1] }),
      /images of one size, got 28 × 28 × 1 and 1 × 1 × 1/,
    ],
    [() => latentWalk([attended.image]), /at least two images/],
    [() => latentWalk([attended.image, [[[0]]]]), /grey images .* of one size/],
    [() => latentWalk([attended.image, attended.image], { names: ['one'] }), /1 names for 2 images/],
    [() => attentionMaps([{ ...attended, names: ['one'] }]), /1 names for 4 maps/],
    [() => attentionMaps([]), /at least one image with a map/],
    [() => attentionMaps([{ ...attended, maps: [[[-1]]] }]), /negative or not finite/],
    [() => attentionMaps([attended], { names: ['head 1'] }), /1 names for 4 maps/],
  ] as const) {
    it(String(sentence), () => {
      assert.throws(make, (error: Error) => error instanceof UserError && sentence.test(error.message));
    });
  }
});
