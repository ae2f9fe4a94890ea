import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineReport } from '../../engine/report';
import { say, sayCount } from '../../languages/say';
import { projectRoot } from '../../project';
import { ask } from './ask';
import { broken, type Finding, ok, warn } from './finding';

const mark = 'ENGINE-REPORT ';

/** Asks for the engine in a child process: a native binding that crashes must not take the doctor with it. */
export async function engine(library = join(projectRoot, 'lib', 'dist', 'engine')): Promise<Finding[]> {
  const program = `
    (async () => require(${JSON.stringify(library)}).engineReady())()
      .then((report) => console.log('\\n' + ${JSON.stringify(mark)} + JSON.stringify(report)))
      .catch((error) => { console.error(error.message); process.exitCode = 1; })
      .finally(() => process.stdout.write('', () => process.exit()));`;
  const answer = await ask(process.execPath, ['-e', program], { cwd: projectRoot, timeout: 180 });
  const line = answer.stdout.split('\n').find((text) => text.startsWith(mark));
  if (line === undefined) {
    const why = answer.status === null ? say('it crashed or took longer than 3 minutes') : lastLine(answer.stderr);
    return [broken('engine', say('TensorFlow.js does not start: {why}', { why }))];
  }
  const report = JSON.parse(line.slice(mark.length)) as EngineReport;
  return [engineFinding(report), speedUpsFinding(report)];
}

/** Which kernels of the course's own the engine trains with. */
export function speedUpsFinding({ name, speedUps = [] }: EngineReport): Finding {
  const found = speedUps.join(', ') || say('none at all');
  const off = process.env.CONVOLAB_WITHOUT;
  if (off)
    return warn('fast kernels', found, say('CONVOLAB_WITHOUT is set to {off}: unset it to train faster.', { off }));
  // an assignment comes without their sources, and nobody there can build them
  const canBuild = existsSync(join(projectRoot, 'lib', 'native'));
  if (name === 'native' && canBuild && !speedUps.includes('optimizer-updates')) {
    const remedy = say(
      'Training is slower: `npm start -- --setup-only` builds the others, for which it needs a C++ compiler.',
    );
    return warn('fast kernels', found, remedy);
  }
  return ok('fast kernels', found);
}

export function engineFinding(report: EngineReport): Finding {
  const { name, threads, versions, whyNotFaster } = report;
  const found = [
    `${name}, ${sayCount(threads, '{n} thread', '{n} threads')}`,
    ...Object.entries(versions).map(([part, version]) => `${part} ${version}`),
  ].join(', ');
  if (name === 'native' || whyNotFaster.length === 0) return ok('engine', found);
  return warn('engine', found, whyNotFaster.join(' '));
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || say('no message');
}
