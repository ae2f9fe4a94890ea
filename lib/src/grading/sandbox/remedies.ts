import type { LayerName } from './layers';

const install =
  'install bubblewrap: apt-get install bubblewrap, dnf install bubblewrap, pacman -S bubblewrap or apk add bubblewrap';

const utilLinux = 'install util-linux, which has prlimit and setpriv';

/** What a system says, and what to do about it. The first that fits counts. */
const known: [what: RegExp, remedy: string][] = [
  [/bubblewrap is not installed/, install],
  [/bubblewrap is for Linux/, 'grade on Linux, or in a virtual machine with Linux'],
  [/prlimit is not installed|setpriv is not installed/, utilLinux],
  [
    /setting up uid map: Permission denied|apparmor/i,
    'let AppArmor allow bubblewrap: apt-get install apparmor-profiles, then copy /usr/share/apparmor/extra-profiles/bwrap-userns-restrict into /etc/apparmor.d and load it with apparmor_parser -r',
  ],
  [
    /No permissions to create new namespace|Creating new namespace failed|Operation not permitted/,
    'allow users to make namespaces: sysctl kernel.unprivileged_userns_clone=1 and user.max_user_namespaces=10000; in a container, start it with --security-opt seccomp=unconfined',
  ],
  [/No space left on device/, 'raise the number of namespaces: sysctl user.max_user_namespaces=10000'],
  [/Unknown option/, 'install bubblewrap 0.8 or newer'],
  [
    /Can't find source path|Permission denied/,
    'put Node and the temporary folder where every user may read them: not below /root or a closed home folder',
  ],
];

const byLayer: Partial<Record<LayerName, string>> = {
  'system calls': 'use an x64 or arm64 processor, and a kernel with seccomp',
  'thread limit': 'use Linux 5.14 or newer, which counts threads for each sandbox',
  'control group':
    'start the grader as root, or give its user a control group: systemd-run --user --scope -p Delegate=yes',
};

/** What a teacher, or whoever runs the machine, can do about a layer that is off. */
export function remedyFor(layer: LayerName, why: string): string {
  if (layer === 'control group') return String(byLayer[layer]);
  return (
    known.find(([what]) => what.test(why))?.[1] ??
    byLayer[layer] ??
    'install bubblewrap 0.8 or newer and Linux 5.14 or newer'
  );
}
