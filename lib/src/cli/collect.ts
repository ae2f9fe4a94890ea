import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadSuites } from '../exercises/load';
import { openOnlyClass } from '../grading/classroom/class-folder';
import { collect } from '../grading/collect/collect';
import { doubtsText, overviewOf, overviewText } from '../grading/collect/overview';
import { readWorksheet } from '../grading/collect/worksheet';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { sayMade } from '../languages/say-made';
import { UserError } from '../project';
import type { Command } from './command';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab collect --from DIR|ZIP [OPTIONS]

Collects what students handed in: a folder with a folder or file for each, the archive that Moodle makes of all
submissions, or a folder of git clones. Every notebook is kept with its time; nothing is overwritten, and collecting again adds
only what is new. It reports who is missing, late or doubtful, and equal hand-ins.

  --from DIR|ZIP      where the hand-ins are
  --class NAME        needed where there is more than one
  --chapter 02        only this chapter
  --worksheet FILE    Moodle's grading worksheet (CSV): who has which number, and when each handed in
  --zone ZONE         time zone of the worksheet, such as Europe/Berlin (default: that of this computer)
`);

export const collectCommand: Command = {
  name: 'collect',
  summary: 'collects hand-ins from a folder, an archive or clones',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('collect', args, {
    from: { type: 'string' },
    class: { type: 'string' },
    chapter: { type: 'string' },
    worksheet: { type: 'string' },
    zone: { type: 'string' },
  });
  if (positionals.length > 0)
    throw new UserError(say('convolab collect takes no "{word}": write --from before it.', { word: positionals[0] }));
  if (values.from === undefined)
    throw new UserError(say('convolab collect needs --from with a folder or a zip archive.'));
  const { worksheet: file } = values;
  if (file !== undefined && !existsSync(file))
    throw new UserError(say('There is no grading worksheet {file}.', { file }));
  const worksheet =
    file === undefined ? undefined : readWorksheet(readFileSync(file, 'utf8'), basename(file), values.zone);
  const chapter = values.chapter === undefined ? undefined : readChapter(values.chapter);

  const room = openOnlyClass(values.class);
  try {
    const { added, known, problems, releases } = await collect(room, { from: values.from, chapter, worksheet });
    for (const sentence of problems) process.stderr.write(`${sayMade(sentence)}\n`);
    const overviews = releases.map((release) => overviewOf(room, release));
    for (const overview of overviews) {
      process.stdout.write(`${[overviewText(overview), ...doubtsText(overview)].join('\n')}\n\n`);
    }
    process.stdout.write(
      `${say('{added} new, {known} known already, {problems} to look at.', { added: added.length, known, problems: problems.length })}\n`,
    );
    return 0;
  } finally {
    room.store.close();
  }
}

/** @throws UserError unless there is such a chapter */
export function readChapter(text: string): number {
  const chapter = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  const known = loadSuites().map((suite) => suite.chapter);
  if (known.includes(chapter)) return chapter;
  throw new UserError(
    say('There is no chapter "{text}" with exercises; there are {known}.', { text, known: known.join(', ') }),
  );
}
