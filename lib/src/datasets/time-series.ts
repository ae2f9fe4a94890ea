import { UserError } from '../project';
import { textTable } from './text-table';

/** A measurement at equal steps of time, without gaps. */
export interface TimeSeries {
  name: TimeSeriesName;
  /** for captions */
  title: string;
  /** of the values */
  unit: string;
  step: 'day' | 'month' | 'year';
  /** Steps after which the series is about the same again: 365 days, 12 months, the 11 years of the sun; 1 without seasons. */
  season: number;
  /** one a step, as 2012-01-01, 1964-05 or 1700 */
  dates: string[];
  /** what is to be forecast, one number a step */
  values: number[];
  /** all that was measured, by name, the values among them: for forecasts from several measurements */
  columns: Record<string, number[]>;
}

const series = {
  weather: {
    column: 'highest',
    title: 'Highest temperature of the day in Seattle',
    unit: '°C',
    step: 'day',
    season: 365,
  },
  co2: { column: 'co2', title: 'Carbon dioxide over Mauna Loa', unit: 'ppm', step: 'month', season: 12 },
  'sea-temperature': {
    column: 'temperature',
    title: 'Sea surface of the eastern tropical Pacific',
    unit: '°C',
    step: 'month',
    season: 12,
  },
  sunspots: { column: 'sunspots', title: 'Sunspots', unit: 'sunspots', step: 'year', season: 11 },
  'global-temperature': {
    column: 'anomaly',
    title: "The Earth's temperature against 1951–1980",
    unit: '°C',
    step: 'year',
    season: 1,
  },
} as const;

export type TimeSeriesName = keyof typeof series;

/** The series that come with the course; `data/time-series/README.md` says where they are from. */
export const timeSeriesNames = Object.keys(series) as TimeSeriesName[];

/**
 * A time series that was really measured: weather (1,461 days), carbon dioxide (672 months), sea temperature (732 months), sunspots (309
 * years), global temperature (144 years).
 *
 * @throws UserError for an unknown name, or a file that is missing or damaged
 * @example const { values, season } = await timeSeries('co2'); // season: 12
 */
export async function timeSeries(name: TimeSeriesName): Promise<TimeSeries> {
  if (!Object.hasOwn(series, name)) {
    throw new UserError(`There is no time series '${name}': choose one of ${timeSeriesNames.join(', ')}.`);
  }
  const { column, ...about } = series[name];
  const { header, rows } = textTable(`time-series/${name}.csv`, ',');
  const columns = Object.fromEntries(header.slice(1).map((word, c) => [word, rows.map((row) => Number(row[c + 1]))]));
  return { name, ...about, dates: rows.map(([date]) => date), values: columns[column], columns };
}
