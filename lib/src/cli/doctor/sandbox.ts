import { type Attempt, findSandbox, isSandboxed, purposes, type SandboxPlan, tryToBreakOut } from '../../grading';
import { say, sayCount } from '../../languages/say';
import { sayMade } from '../../languages/say-made';
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
        say('a program inside was able {what}, which the layer "{layer}" should prevent', {
          what: sayMade(what),
          layer: sayMade(layer),
        }),
        say('do not grade on this machine'),
      ),
    );
  if (isSandboxed(plan) && findings.length === 0) {
    findings.push(
      ok(
        'sandbox',
        say('{on}; {attempts} to break out failed', {
          on: plan.on.map(sayMade).join(', '),
          attempts: sayCount(attempts.length, '{n} attempt', '{n} attempts'),
        }),
      ),
    );
  }
  for (const { layer, why, remedy } of plan.missing) {
    const consequence =
      layer === 'namespaces'
        ? say('submissions of others cannot be graded safely')
        : `${say('off: {layer}', { layer: sayMade(layer) })} (${sayMade(purposes[layer])})`;
    findings.push(warn('sandbox', say('{consequence}: {why}', { consequence, why: sayMade(why) }), remedy));
  }
  return findings;
}
