import { toSay } from '../languages/english';
import { readerLanguage } from '../languages/reader';
import { inLanguage, say } from '../languages/say';
import { sayMade } from '../languages/say-made';
import { english } from '../languages/translations';
import { UserError } from '../project';
import type { Command } from './command';
import { data } from './doctor/data';
import { engine } from './doctor/engine';
import { broken, type Finding } from './doctor/finding';
import { news, renderer } from './doctor/jupyterlab';
import { kernel } from './doctor/kernel';
import { sandbox } from './doctor/sandbox';
import { versions } from './doctor/versions';
import { readOptions } from './options';

const usage = toSay(`usage: npx --no-install convolab doctor [--json]

Examines this installation: versions, engine, kernel, renderer, data, and the sandbox of the
grader, which it tries to break out of. Each line says ok, warn or broken, and what to do.
Exit status 1 if something is broken.

  --json   the same as JSON
`);

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'examines this installation and says how to mend what is broken',
  usage,
  run,
};

const states: Record<Finding['state'], string> = { ok: 'ok', warn: toSay('warn'), broken: toSay('broken') };

/** In the order of the report. */
const examinations: Record<string, () => Promise<Finding[]>> = {
  versions,
  engine,
  kernel,
  renderer,
  data,
  news,
  sandbox,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('doctor', args, { json: { type: 'boolean', default: false } });
  if (positionals.length > 0)
    throw new UserError(say('convolab doctor takes no arguments; got "{word}".', { word: positionals[0] }));
  const findings: Finding[] = [];
  // One after the other, so that each has the machine to itself and lines appear as they are found.
  for (const [name, examine] of Object.entries(examinations)) {
    // what machines read is in one language
    const language = values.json ? english.code : readerLanguage();
    const found = await inLanguage(language, () => examine().catch((error: Error) => [broken(name, error.message)]));
    findings.push(...found);
    if (!values.json) process.stdout.write(found.map((finding) => `${findingLine(finding)}\n`).join(''));
  }
  const isBroken = findings.some((finding) => finding.state === 'broken');
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: !isBroken, findings }, null, 2)}\n`);
  else process.stdout.write(`\n${conclusion(findings)}\n`);
  return isBroken ? 1 : 0;
}

export function findingLine({ state, name, found, remedy }: Finding): string {
  const line = `${say(states[state]).padEnd(8)}${say(name).padEnd(20)}${sayMade(found)}`;
  return remedy === undefined ? line : `${line}\n${' '.repeat(28)}→ ${sayMade(remedy)}`;
}

export function conclusion(findings: Finding[]): string {
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  const [brokenCount, warnCount] = [count('broken'), count('warn')];
  if (brokenCount > 0)
    return say('{count} broken: do what the arrows say, then run this again.', { count: brokenCount });
  return warnCount > 0
    ? say('Everything works; {count} could be better.', { count: warnCount })
    : say('Everything is in order.');
}
