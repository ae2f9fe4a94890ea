import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sandboxFindings } from '../../lib/src/cli/doctor/sandbox';
import { findSandbox, type LayerName, layerNames, type SandboxPlan, tryToBreakOut } from '../../lib/src/grading';
import { remedyFor } from '../../lib/src/grading/sandbox/remedies';
import { sandboxOrReason } from './sandbox-or-reason';

const { skip } = sandboxOrReason();

describe('the proof of the sandbox', { skip }, () => {
  test('every attempt fails where its layer is on', async () => {
    const attempts = await tryToBreakOut(await findSandbox(true));
    assert.ok(attempts.length >= 6);
    assert.deepEqual(
      attempts.filter(({ held }) => !held),
      [],
    );
  });

  test('it holds too where Node needs all of /usr', async () => {
    const plan = { ...(await findSandbox()), wholeUsr: true };
    const attempts = await tryToBreakOut(plan, ['namespaces']);
    assert.deepEqual(
      attempts.filter(({ held }) => !held),
      [],
    );
  });

  // an attempt that fails anyway would prove nothing
  const without: [LayerName, ...string[]][] = [
    ['system calls', 'to open a socket', 'to start a process'],
    ['limits', 'to take too much memory'],
    ['thread limit', 'to start 40 threads'],
  ];
  for (const [layer, ...attempted] of without) {
    test(`attempts get through where the layer is off: ${layer}`, async (t) => {
      const plan = await findSandbox();
      if (!plan.on.includes(layer)) return t.skip('this machine has not got it');
      // these would hold some of it back, too
      const off = [layer, 'control group', ...(layer === 'thread limit' ? ['limits'] : [])];
      const on = plan.on.filter((one) => !off.includes(one));
      const attempts = await tryToBreakOut({ ...plan, on }, [layer]);
      assert.deepEqual(
        attempts.filter(({ held }) => !held).map(({ what }) => what),
        attempted,
      );
    });
  }

  test('without bubblewrap the network and the grader can be reached', async () => {
    const attempts = await tryToBreakOut({ ...(await findSandbox()), on: [] }, ['namespaces']);
    const through = attempts.filter(({ held }) => !held).map(({ what }) => what);
    assert.ok(through.includes('to reach the network') && through.includes('to signal the grader'), through.join());
  });
});

test('the doctor names what is on, what is off with a remedy, and what did not hold', () => {
  const plan: SandboxPlan = {
    on: ['namespaces', 'limits'],
    missing: [{ layer: 'control group', why: 'EACCES', remedy: remedyFor('control group', 'EACCES') }],
    wholeUsr: false,
  };
  const held = { layer: 'namespaces' as const, what: 'to write a file', held: true };
  const [on, off] = sandboxFindings(plan, [held]);
  assert.deepEqual(on, { name: 'sandbox', state: 'ok', found: 'namespaces, limits; 1 attempt to break out failed' });
  assert.equal(off.state, 'warn');
  assert.match(off.found, /off: control group .*EACCES/);
  assert.match(off.remedy ?? '', /systemd-run/);
  const [open] = sandboxFindings(plan, [{ ...held, held: false }]);
  assert.equal(open.state, 'broken');
  assert.match(open.found, /able to write a file/);
});

test('each refusal that systems are known for has a remedy of its own', () => {
  const said: [string, RegExp][] = [
    ['bubblewrap is not installed', /apt-get install bubblewrap/],
    ['bwrap: setting up uid map: Permission denied', /AppArmor/],
    [
      'bwrap: No permissions to create new namespace, likely because the kernel does not allow',
      /unprivileged_userns_clone/,
    ],
    ['bwrap: Creating new namespace failed: No space left on device', /max_user_namespaces/],
    ['bwrap: Unknown option --disable-userns', /0\.8/],
    ["bwrap: Can't find source path /home/ana/node: Permission denied", /below \/root/],
    ['prlimit is not installed', /util-linux/],
  ];
  for (const [why, remedy] of said) assert.match(remedyFor('namespaces', why), remedy, why);
  for (const layer of layerNames) assert.ok(remedyFor(layer, 'it ended with 1 and said nothing').length > 10);
});
