import { dueInWords } from '../classroom/due-date';

/**
 * A time in words, in the zone of the due date: so all times of a page can be compared.
 * @param iso a time with a zone
 * @param zoneOf another time, whose zone is used
 * @example moment('2027-01-15T23:30:00Z', '2027-01-15T23:59:00+01:00') // 'Saturday, 16 January 2027, 00:30 (UTC+1)'
 */
export function moment(iso: string, zoneOf = iso): string {
  const zone = /(Z|[+-]\d\d:?\d\d)$/.exec(zoneOf)?.[0] ?? 'Z';
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? ['', '+', '0', '0'];
  const offset = (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  const there = new Date(Date.parse(iso) + 60_000 * offset);
  return dueInWords(`${there.toISOString().slice(0, 19)}${zone}`);
}
