/** Times as people read them, in the zone of the due date: all times of a page can be compared. */

const months = 'January February March April May June July August September October November December'.split(' ');

/**
 * '15 January 2027, 23:59 (+01:00)'
 * @param iso a time with a zone
 * @param zoneOf another time, whose zone is used
 */
export function moment(iso: string, zoneOf = iso): string {
  const zone = /(Z|[+-]\d\d:?\d\d)$/.exec(zoneOf)?.[0] ?? 'Z';
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? ['', '+', '00', '00'];
  const offset = (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  const there = new Date(time + 60_000 * offset);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${there.getUTCDate()} ${months[there.getUTCMonth()]} ${there.getUTCFullYear()}`;
  return `${day}, ${two(there.getUTCHours())}:${two(there.getUTCMinutes())} (${offset === 0 ? 'UTC' : `${sign}${hours}:${minutes}`})`;
}
