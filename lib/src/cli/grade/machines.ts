/** Where `convolab grade` lets grading happen: here, or by workers. */
import type { GradeStore } from '../../grading/grades/grade-store';
import { type OwnGrader, ownGrader } from '../../grading/grades/own-grader';
import { say } from '../../languages/say';

export interface Machines {
  /** at the same time */
  jobs: number;
  trust: boolean;
  /** the Redis of the workers; without one, grading happens here */
  queue?: string;
  /** where the workers write; the database of the class unless given */
  results?: string;
}

/** So many jobs are in the queue at a time: workers always find one, and Redis holds few notebooks. */
const inQueue = 500;

const noWorker = `${say('No worker is there yet: start `npx --no-install convolab worker` (its --help says how).')}\n`;

/** @param store of the class, which workers on this machine may write to */
export async function openMachines(
  { jobs, trust, queue, results }: Machines,
  store: GradeStore,
): Promise<OwnGrader & { parallel: number }> {
  if (queue === undefined) return { ...ownGrader({ jobs, trust }), parallel: jobs };
  const [{ queueGrader }, { queueSecret }, { openGrades }] = await Promise.all([
    import('../../grading/queue/queue-grader'),
    import('../../grading/queue/sealed-job'),
    import('../../grading/grades/open-grades'),
  ]);
  const secret = queueSecret();
  const written = results === undefined ? store : await openGrades(results);
  const lonely = (): void => void process.stderr.write(noWorker);
  try {
    const grader = await queueGrader({ url: queue, secret, results: written, lonely });
    const close = async (): Promise<void> => {
      await grader.close();
      await written.close();
    };
    return { grade: grader.grade, parallel: inQueue, close };
  } catch (error) {
    await written.close();
    throw error;
  }
}
