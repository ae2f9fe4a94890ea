import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { surfaces } from '../../../lib/src/maths';
import { raceGiven } from '../../../lib/src/widgets/race';
import { footprintBetween, footprints, patches, reliefOf, stretches } from '../../../lib/src/widgets/race/relief';
import { mixed, wayUntil } from '../../../lib/src/widgets/race/runs';
import { descent, dragged, initialState, looking, startingAt } from '../../../lib/src/widgets/race/state';
import { isHidden, projector, type Space, turned } from '../../../lib/src/widgets/shell/projection';

const space: Space = { x: [-2, 2], y: [-1, 1], z: [0, 1], width: 400, height: 300 };
const near = (got: number, expected: number) => assert.ok(Math.abs(got - expected) < 1e-9, `${got}, not ${expected}`);

describe('a space seen on a panel', () => {
  test('from above it is a map: x to the right, y upwards, whatever the height', () => {
    const project = projector({ turn: 0, tilt: 90 }, space);
    const [middle, right, up] = [project(0, 0, 0.5), project(1, 0, 0), project(0, 1, 1)];
    near(middle.x, 200);
    near(middle.y, 150);
    near(right.y, middle.y);
    near(up.x, middle.x);
    near(right.x - middle.x, middle.y - up.y); // one unit is as long in both directions
    assert.ok(right.x > middle.x && up.away > middle.away);
  });

  test('a quarter turn brings the far side to the left, and looking from the side shows heights alone', () => {
    const far = projector({ turn: 90, tilt: 90 }, space)(0, 1, 0);
    assert.ok(far.x < 200);
    near(far.y, 150);
    const side = projector({ turn: 0, tilt: 0 }, space);
    near(side(0, 1, 0.3).y, side(0, -1, 0.3).y);
    assert.ok(side(0, 0, 1).y < side(0, 0, 0).y);
  });

  test('the space stays on the panel, however it is turned', () => {
    for (let turn = 0; turn < 360; turn += 15)
      for (let tilt = 10; tilt <= 90; tilt += 10) {
        const project = projector({ turn, tilt }, space);
        for (const x of space.x)
          for (const y of space.y)
            for (const z of space.z) {
              const seen = project(x, y, z);
              const inside = seen.x >= -1e-9 && seen.x <= 400 + 1e-9 && seen.y >= -1e-9 && seen.y <= 300 + 1e-9;
              assert.ok(inside, `${turn}, ${tilt}: ${seen.x}, ${seen.y}`);
            }
      }
  });

  test('a wall hides what lies behind it, not what lies before it, and nothing from above', () => {
    const wall = (_: number, y: number) => (Math.abs(y) < 0.15 ? 1 : 0);
    const hidden = (turn: number, tilt: number, y: number) => isHidden({ turn, tilt }, space, wall, [0, y, 0.01]);
    assert.deepEqual([hidden(0, 20, 0.5), hidden(0, 20, -0.5)], [true, false]);
    assert.deepEqual([hidden(180, 20, 0.5), hidden(180, 20, -0.5)], [false, true]);
    assert.equal(hidden(0, 89.9, 0.5), false);
  });

  test('a turn goes around, a tilt has its ends', () => {
    assert.deepEqual(turned({ turn: 350, tilt: 40 }, 20, 5), { turn: 10, tilt: 45 });
    assert.deepEqual(turned({ turn: 5, tilt: 40 }, -10, 99), { turn: 355, tilt: 90 });
    assert.equal(turned({ turn: 5, tilt: 40 }, 0, -99).tilt, 10);
  });
});

describe('the race in space', () => {
  const state = initialState(raceGiven({ surface: 'rosenbrock' }));

  test('far squares are drawn first, near ones last', () => {
    const relief = reliefOf('saddle');
    const { x, y } = relief.space;
    for (const turn of [20, 110, 200, 290]) {
      const project = projector({ turn, tilt: 40 }, relief.space);
      const corners = x.flatMap((u) => y.map((v) => project(u, v, relief.heightAt(u, v))));
      corners.sort((a, b) => b.away - a.away);
      const drawn = patches(relief, { turn, tilt: 40 });
      const text = (k: number) => `${corners[k].x.toFixed(1)} ${corners[k].y.toFixed(1)}`;
      const squares = drawn.flatMap(({ path }) => path.split('Z').slice(0, -1));
      assert.ok(squares[0].includes(text(0)) && squares[squares.length - 1].includes(text(3)), `turn ${turn}`);
    }
  });

  test('a descent is worked out once for all frames and all gazes, and anew from another start', () => {
    const run = descent(state, 'adam');
    assert.equal(descent({ ...looking(state, 10, 0), at: 7, playing: true }, 'adam'), run);
    const places = footprints(run, 'rosenbrock', state.gaze);
    assert.equal(footprints(run, 'rosenbrock', { ...state.gaze }), places);
    assert.notEqual(footprints(run, 'rosenbrock', looking(state, 10, 0).gaze), places);
    assert.notDeepEqual(descent(startingAt(state, 0, 0), 'adam').points[0], run.points[0]);
    assert.notEqual(descent({ ...state, rates: { ...state.rates, adam: 1 } }, 'adam'), run);
  });

  test('the ways lie on the surface; outside of it there are none', () => {
    const run = descent(state, 'sgd');
    const { space, heightAt } = reliefOf('rosenbrock');
    const project = projector(state.gaze, space);
    footprints(run, 'rosenbrock', state.gaze).forEach((place, k) => {
      const [x, y] = run.points[k];
      const on = project(x, y, heightAt(x, y));
      assert.ok(place && Math.abs(place.x - on.x) < 1e-9 && place.y <= on.y && on.y - place.y < 3);
    });
    const away = {
      ...run,
      points: [
        [0, 0],
        [99, 0],
        [0, 0],
        [0.1, 0],
      ] as [number, number][],
    };
    const places = footprints(away, 'rosenbrock', state.gaze);
    assert.equal(places[1], undefined);
    assert.equal(stretches(places).length, 1);
    assert.deepEqual(surfaces.rosenbrock.range.x, space.x);
  });

  test('between two steps the heads are between two points, and beyond the last point there is none', () => {
    const points: [number, number][] = [
      [0, 0],
      [2, 4],
      [6, 4],
    ];
    const until = (at: number) =>
      wayUntil<[number, number]>(points, at, ([x, y], to, share) => [mixed(x, to[0], share), mixed(y, to[1], share)]);
    assert.deepEqual(until(0), [[0, 0]]);
    assert.deepEqual(until(0.5), [
      [0, 0],
      [1, 2],
    ]);
    assert.deepEqual(until(1.25).at(-1), [3, 4]);
    assert.deepEqual(until(2.7), points);
    assert.equal(footprintBetween(undefined, { x: 1, y: 1, hidden: false }, 0.5), undefined);
    const halfway = footprintBetween({ x: 0, y: 2, hidden: true }, { x: 4, y: 2, hidden: false }, 0.25);
    assert.deepEqual(halfway, { x: 1, y: 2, hidden: true });
  });

  test('a finger turns it from where it was put down', () => {
    const { turn, tilt } = state.gaze;
    const down = dragged(state, { x: 100, y: 100 }, 'down');
    assert.deepEqual(down.gaze, state.gaze);
    const moved = dragged(dragged(down, { x: 110, y: 100 }, 'move'), { x: 120, y: 110 }, 'move');
    assert.deepEqual(moved.gaze, { turn: turn + 10, tilt: tilt + 5 });
    assert.equal(dragged(moved, { x: 120, y: 110 }, 'up').grip, undefined);
  });
});
