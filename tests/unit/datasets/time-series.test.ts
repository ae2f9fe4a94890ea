import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TimeSeriesName, timeSeries, timeSeriesNames } from '../../../lib/src/datasets';
import { UserError } from '../../../lib/src/project';

/** Length, first and last date and value, as the sources have them. */
const ends: Record<TimeSeriesName, [number, string, number, string, number]> = {
  weather: [1461, '2012-01-01', 12.8, '2015-12-31', 5.6],
  co2: [672, '1964-05', 322.26, '2020-04', 416.18],
  'sea-temperature': [732, '1950-01', 23.11, '2010-12', 22.07],
  sunspots: [309, '1700', 5, '2008', 2.9],
  'global-temperature': [144, '1880', -0.17, '2023', 1.17],
};

/** The date one step later. */
function nextDate(date: string, step: string): string {
  const [year, month = 1, day = 1] = date.split('-').map(Number);
  if (step === 'year') return String(year + 1);
  const next = new Date(Date.UTC(year, month - (step === 'month' ? 0 : 1), step === 'month' ? 1 : day + 1));
  return next.toISOString().slice(0, date.length);
}

for (const name of timeSeriesNames) {
  test(`${name} is measured at every step, from its first to its last`, async () => {
    const { dates, values, step, columns, season } = await timeSeries(name);
    const ends_ = [values.length, dates[0], values[0], dates[dates.length - 1], values[values.length - 1]];
    assert.deepEqual(ends_, ends[name]);
    for (let i = 1; i < dates.length; i++) assert.equal(dates[i], nextDate(dates[i - 1], step));
    for (const column of Object.values(columns)) {
      assert.equal(column.length, dates.length);
      assert.ok(column.every(Number.isFinite));
    }
    assert.ok(Object.values(columns).includes(values));
    assert.equal(step === 'month', season === 12);
  });
}

test("tomorrow's temperature is today's, within 2.22 degrees", async () => {
  const { values } = await timeSeries('weather');
  const errors = values.slice(1).map((value, i) => Math.abs(value - values[i]));
  assert.equal((errors.reduce((sum, error) => sum + error, 0) / errors.length).toFixed(2), '2.22');
});

test('the seasons are those of the series: one season later it is more alike than half a season later', async () => {
  for (const name of ['weather', 'sea-temperature', 'sunspots'] as const) {
    const { values, season } = await timeSeries(name);
    const difference = (lag: number) =>
      values.slice(lag).reduce((sum, value, i) => sum + Math.abs(value - values[i]), 0) / (values.length - lag);
    assert.ok(difference(season) < 0.7 * difference(Math.round(season / 2)), name);
  }
});

test('an unknown series is one sentence', async () => {
  await assert.rejects(timeSeries('stocks' as 'co2'), (error: Error) => {
    return (
      error instanceof UserError && /^There is no time series 'stocks': choose one of weather, /.test(error.message)
    );
  });
});
