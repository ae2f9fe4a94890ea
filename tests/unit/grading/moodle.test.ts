import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ClassRoom } from '../../../lib/src/grading/classroom/class-folder';
import { collect } from '../../../lib/src/grading/collect/collect';
import { overviewOf } from '../../../lib/src/grading/collect/overview';
import { readWorksheet } from '../../../lib/src/grading/collect/worksheet';
import { handIn, madeUpClass } from './class-of-made-up-students';
import { makeZip } from './zip-archive';

let room: ClassRoom;
let folder: string;
beforeEach(() => {
  ({ room, folder } = madeUpClass());
});
afterEach(() => {
  room.store.close();
  rmSync(folder, { recursive: true });
});

const header = 'Identifier,Full name,Email address,Status,Grade,Last modified (submission),Feedback comments\n';
const moodleFolder = (name: string, number: number): string => `${name}_${number}_assignsubmission_file_`;

describe('collecting from Moodle', () => {
  it('matches folders by number through the worksheet, and takes the times from there', async () => {
    const worksheet = readWorksheet(
      `\uFEFF${header}Participant 11,Anna Müller,anna@example.org,Submitted,,"Friday, 15 January 2027, 5:59 PM",\n` +
        'Participant 13,Kim Lee,kim.a@example.org,Submitted,,"Saturday, 16 January 2027, 18:01",\n' +
        'Participant 14,Kim Lee,kim.b@example.org,Submitted,,"Freitag, 15. Januar 2027, 09:05",\n' +
        'Participant 12,Max Öztürk,max@example.org,Submitted,,"Friday, 15 January 2027, 12:00 PM",\n' +
        'nobody,X,,,,,\nParticipant 15,Zoë O’Neil,,No submission,,-,\nParticipant 16,Y,,,,yesterday,\n',
      'grading.csv',
      'Europe/Berlin',
    );
    assert.deepEqual(worksheet.problems, [
      'grading.csv, row 6: there is no participant number.',
      'grading.csv, row 8: "yesterday" is no time that can be read.',
    ]);
    const path = await makeZip(join(folder, 'all.zip'), [
      { name: `${moodleFolder('Anna Müller', 11)}/02-fundamentals.ipynb`, content: handIn('a') },
      { name: `${moodleFolder('Kim Lee', 13)}/answers.ipynb`, content: handIn('b') },
      { name: `${moodleFolder('Kim Lee', 14)}answers.ipynb`, content: handIn('c') },
      { name: `${moodleFolder('Zoë O’Neil', 15)}/essay.pdf`, content: 'pdf' },
    ]);
    const { problems } = await collect(room, { from: path, worksheet });
    assert.match(problems.join('\n'), /^s02 has handed in by the worksheet, and no notebook was found/m);
    assert.equal(problems.length, 3);
    const times = room.store
      .attempts('02-3a-1')
      .map(({ student, handedIn, timeFrom }) => [student, handedIn, timeFrom]);
    assert.deepEqual(times, [
      ['s01', '2027-01-15T17:59:00+01:00', 'worksheet'],
      ['s03', '2027-01-16T18:01:00+01:00', 'worksheet'],
      ['s04', '2027-01-15T09:05:00+01:00', 'worksheet'],
    ]);
    const { rows } = overviewOf(room, room.store.releases()[0]);
    assert.deepEqual(rows.map(({ student, lateDays, last }) => [student.id, last ? lateDays : 'missing']).sort(), [
      ['s01', 0],
      ['s02', 'missing'],
      ['s03', 2],
      ['s04', 0],
      ['s05', 'missing'],
    ]);
  });

  it('goes without a worksheet by names; what is proven later is added then', async () => {
    const name = `${moodleFolder('Anna Müller', 11)}/02-fundamentals.ipynb`;
    const mtime = new Date(2027, 0, 14);
    const path = await makeZip(join(folder, 'all.zip'), [{ name, content: handIn('a'), mtime }]);
    const { added } = await collect(room, { from: path });
    assert.deepEqual([added[0].timeFrom, added[0].handedIn], ['archive', mtime.toISOString()]);
    assert.match(added[0].doubtful ?? '', /file in the archive/);
    const text = `${header}Participant 11,Anna Müller,anna@example.org,,,"14 January 2027, 10:00",\n`;
    const worksheet = readWorksheet(text, 'g.csv', 'UTC');
    assert.equal((await collect(room, { from: path, worksheet })).added[0].timeFrom, 'worksheet');
    assert.equal((await collect(room, { from: path, worksheet })).added.length, 0);
    assert.equal((await collect(room, { from: path })).added.length, 0);
    // both attempts share the one file
    assert.equal(readdirSync(join(folder, 'attempts', '02-3a-1', 's01')).length, 1);
  });

  it('reads what a Moodle gives that speaks French or German, whatever stands between its fields', () => {
    const french = [
      'Identifiant;Nom complet;Adresse de courriel;Statut;Note;Note maximale;La note peut être modifiée;Dernière modification (travail remis);Feedback par commentaires',
      ...[
        'janvier',
        'février',
        'mars',
        'avril',
        'mai',
        'juin',
        'juillet',
        'août',
        'septembre',
        'octobre',
        'novembre',
        'décembre',
      ].map(
        (month, i) => `Participant90011${i};Zoé;z${i}@example.org;Remis;;100,00;Oui;vendredi 15 ${month} 2027, 18:05;`,
      ),
    ].join('\n');
    const { rows, problems } = readWorksheet(french, 'notes.csv', 'UTC');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rows.map(({ handedIn }) => handedIn),
      Array.from({ length: 12 }, (_, i) => `2027-${String(i + 1).padStart(2, '0')}-15T18:05:00+00:00`),
    );
    assert.deepEqual(
      [rows[0].participant, rows[11].participant, rows[2].email],
      ['900110', '9001111', 'z2@example.org'],
    );
    const german =
      'ID;Vollständiger Name;E-Mail-Adresse;Zuletzt geändert (Abgabe)\nTeilnehmer/in7;Jörg;;"Montag, 1. März 2027, 09:05"\n';
    assert.equal(readWorksheet(german, 'g.csv', 'UTC').rows[0].handedIn, '2027-03-01T09:05:00+00:00');
  });

  it('refuses what is no grading worksheet', () => {
    assert.throws(() => readWorksheet('id,name\n1,a\n', 'x.csv'), /x\.csv is no grading worksheet of Moodle/);
    assert.throws(() => readWorksheet('"a', 'x.csv'), /x\.csv is no CSV file/);
  });
});
