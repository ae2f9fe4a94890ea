import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueInWords, readDueDate } from '../../../lib/src/grading/classroom/due-date';
import { lateInWords, readLatePolicy } from '../../../lib/src/grading/classroom/late-policy';

describe('a due date', () => {
  it('is an instant in the zone of the teacher, summer and winter', () => {
    assert.equal(readDueDate('2027-01-15', 'Europe/Berlin'), '2027-01-15T23:59:59+01:00');
    assert.equal(readDueDate('2027-07-15', 'Europe/Berlin'), '2027-07-15T23:59:59+02:00');
    assert.equal(readDueDate('2027-07-15 08:30', 'America/New_York'), '2027-07-15T08:30:00-04:00');
    assert.equal(readDueDate('2027-07-15T08:30', 'Asia/Kolkata'), '2027-07-15T08:30:00+05:30');
    assert.equal(readDueDate('2027-01-15T18:00', 'UTC'), '2027-01-15T18:00:00+00:00');
  });

  it('keeps an offset that it is given, whatever the zone', () => {
    assert.equal(readDueDate('2027-01-15T18:00+01:00', 'Asia/Tokyo'), '2027-01-15T18:00:00+01:00');
    assert.equal(readDueDate('2027-01-15T18:00:05Z', 'Asia/Tokyo'), '2027-01-15T18:00:05+00:00');
    assert.equal(Date.parse(readDueDate('2027-01-15T18:00-0330')), Date.UTC(2027, 0, 15, 21, 30));
  });

  it('takes the second of two equal hours, and none that does not exist', () => {
    // 31 October 2027: at 3:00 summer time the clocks of Berlin go back to 2:00; 28 March: from 2:00 to 3:00
    assert.equal(readDueDate('2027-10-31T02:30', 'Europe/Berlin'), '2027-10-31T02:30:00+01:00');
    assert.equal(readDueDate('2027-10-31T01:30', 'Europe/Berlin'), '2027-10-31T01:30:00+02:00');
    assert.throws(() => readDueDate('2027-03-28T02:30', 'Europe/Berlin'), /clocks of Europe\/Berlin skip/);
  });

  it('is refused in one sentence', () => {
    for (const text of ['15.1.2027', 'soon', '', '2027-1-5'])
      assert.throws(() => readDueDate(text, 'UTC'), /is no due date: write 2027-01-15/);
    for (const text of ['2027-02-29', '2027-13-01', '2027-01-15T24:30', '2027-01-15T10:61'])
      assert.throws(() => readDueDate(text, 'UTC'), /on no calendar/, text);
    assert.throws(() => readDueDate('2027-01-15', 'Europe/Berln'), /"Europe\/Berln" is no time zone/);
    assert.throws(() => readDueDate('2027-01-15T10:00+25:00', 'UTC'), /no offset/);
  });

  it('is printed in words', () => {
    assert.equal(dueInWords('2027-01-15T23:59:59+01:00'), 'Friday, 15 January 2027, 23:59 (UTC+1)');
    assert.equal(dueInWords('2027-07-01T08:05:00-03:30'), 'Thursday, 1 July 2027, 08:05 (UTC−3:30)');
    assert.equal(dueInWords('2027-07-01T08:05:00Z'), 'Thursday, 1 July 2027, 08:05 (UTC)');
  });
});

describe('what late days cost', () => {
  it('is read from a few words', () => {
    assert.deepEqual(readLatePolicy('10 % a day, 3 days'), { percentPerDay: 10, days: 3 });
    assert.deepEqual(readLatePolicy('12.5% per day, 1 day'), { percentPerDay: 12.5, days: 1 });
    assert.match(lateInWords(readLatePolicy('10%/day,3 days')), /costs 10 % .* after 3 days nothing counts/);
    assert.match(lateInWords(undefined), /does not count/);
  });

  it('is refused where it makes no sense', () => {
    for (const text of ['', '10 %', '110 % a day, 3 days', '10 % a day, 0 days', 'ten % a day, 3 days'])
      assert.throws(() => readLatePolicy(text), /says nothing about late days/, text);
  });
});
