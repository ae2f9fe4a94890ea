import { count } from '../../exercises/describe';
import { type Attempt, findSandbox, isSandboxed, purposes, type SandboxPlan, tryToBreakOut } from '../../grading';
import { broken, type Finding, ok, warn } from './finding';

/** Which layers of the grader's sandbox work here, and whether they hold. */
export async function sandbox(): Promise<Finding[]> {
  const plan = await findSandbox(true);
  return sandboxFindings(plan, isSandboxed(plan) ? await tryToBreakOut(plan) : []);
}

/** One line for the layers that are on, one for each that is off, one for each that did not hold. */
export function sandboxFindings(plan: SandboxPlan, attempts: Attempt[]): Finding[] {
  const findings = attempts
    .filter(({ held }) => !held)
    .map(({ layer, what }) =>
      broken(
        'sandbox',
        `a program inside was able ${what}, which the layer "${layer}" should prevent`,
        'do not grade on this machine',
      ),
    );
  if (isSandboxed(plan) && findings.length === 0) {
    findings.push(ok('sandbox', `${plan.on.join(', ')}; ${count(attempts.length, 'attempt')} to break out failed`));
  }
  for (const { layer, why, remedy } of plan.missing) {
    const consequence =
      layer === 'namespaces' ? 'submissions of others cannot be graded safely' : `off: ${layer} (${purposes[layer]})`;
    findings.push(warn('sandbox', `${consequence}: ${why}`, remedy));
  }
  return findings;
}
