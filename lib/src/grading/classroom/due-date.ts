/** Due dates: what a teacher types, as an instant with its zone, and as words. */

import { language } from '../../languages/say';
import { english } from '../../languages/translations';
import { UserError } from '../../project';

/** The zone of this computer: 'Europe/Berlin'. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const form = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * Reads a due date. A date alone means the end of that day, 23:59:59, so that a hand-in "at 23:59" is in time.
 * @param zone for a text that names none
 * @returns ISO 8601 with an offset
 * @throws UserError for a date that does not exist, or a time that the clocks of the zone skip
 * @example readDueDate('2027-01-15', 'Europe/Berlin') // '2027-01-15T23:59:59+01:00'
 */
export function readDueDate(text: string, zone: string = zoneHere()): string {
  const found = form.exec(text.trim());
  if (!found) {
    throw new UserError(`"${text}" is no due date: write 2027-01-15, 2027-01-15T18:00 or 2027-01-15T18:00+01:00.`);
  }
  const [year, month, day] = found.slice(1, 4).map(Number);
  const [hour, minute, second] =
    found[4] === undefined ? [23, 59, 59] : found.slice(4, 7).map((one) => Number(one ?? 0));
  // the clock on the wall, as if it were in UTC
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(wall);
  const exists = read.getUTCMonth() === month - 1 && read.getUTCDate() === day && read.getUTCHours() === hour;
  if (!exists || minute > 59 || second > 59) throw new UserError(`"${text}" is on no calendar: correct day or time.`);
  if (found[7] !== undefined) return written(wall, minutesOf(found[7], text));
  return written(wall, offsetOnTheWall(wall, zone, text));
}

/** 'Friday, 15 January 2027, 23:59 (UTC+1)', in the zone that the date was given in. */
export function dueInWords(due: string): string {
  const offset = minutesOf(/(Z|[+-]\d\d:?\d\d)$/.exec(due)?.[1] ?? 'Z', due);
  const wall = new Date(Date.parse(due) + offset * 60_000);
  const inEnglish = language() === english.code;
  const words = (form: Intl.DateTimeFormatOptions): string =>
    wall.toLocaleDateString(inEnglish ? 'en-GB' : language(), { ...form, timeZone: 'UTC' });
  const [weekday, day] = [{ weekday: 'long' }, { day: 'numeric', month: 'long', year: 'numeric' }] as const;
  // the English comma differs between versions of Node
  const date = inEnglish ? `${words(weekday)}, ${words(day)}` : words({ ...weekday, ...day });
  const size = Math.abs(offset);
  const minutes = size % 60 ? `:${String(size % 60).padStart(2, '0')}` : '';
  const zone = offset === 0 ? 'UTC' : `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${minutes}`;
  return `${date}, ${wall.toISOString().slice(11, 16)} (${zone})`;
}

/** Minutes east of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(instant);
  } catch {
    throw new UserError(`"${zone}" is no time zone: write it like Europe/Berlin, America/New_York or UTC.`);
  }
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name === 'GMT' ? 0 : minutesOf(name.slice(3), name);
}

/** When clocks are put back an hour comes twice: its second time counts, in favour of the students. */
function offsetOnTheWall(wall: number, zone: string, text: string): number {
  const day = 86_400_000;
  const around = [offsetAt(wall - day, zone), offsetAt(wall + day, zone)];
  const fitting = around.filter((offset) => offsetAt(wall - offset * 60_000, zone) === offset);
  if (fitting.length === 0) {
    throw new UserError(`The clocks of ${zone} skip "${text}", when they are put forward: take another time.`);
  }
  return Math.min(...fitting);
}

function minutesOf(offset: string, text: string): number {
  if (/^z$/i.test(offset)) return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)/.exec(offset) ?? [];
  const size = Number(hours) * 60 + Number(minutes);
  if (!(Number(minutes) < 60 && size <= 14 * 60)) throw new UserError(`"${text}" has no offset of any time zone.`);
  return sign === '-' ? -size : size;
}

function written(wall: number, offset: number): string {
  const size = Math.abs(offset);
  const two = (x: number): string => String(x).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${new Date(wall).toISOString().slice(0, 19)}${zone}`;
}
