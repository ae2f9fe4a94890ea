/** The layers of the sandbox, and which of them this machine has. */

/** Each can be left out where a system refuses it, and is then named. The first one is the sandbox itself. */
export const layerNames = [
  'namespaces',
  'other user',
  'no namespaces inside',
  'system calls',
  'limits',
  'thread limit',
  'control group',
] as const;

export type LayerName = (typeof layerNames)[number];

/** What each layer holds back, for people who set up a machine. */
export const purposes: Record<LayerName, string> = {
  namespaces: 'no network, no home, no file of the course, no other process, nothing that can be written to',
  'other user': 'not root, and another user for each sandbox',
  'no namespaces inside': 'no second sandbox inside, where the kernel has had holes',
  'system calls': 'no sockets, no new processes, no doors into the kernel',
  limits: 'processor time, memory, file sizes, open files',
  'thread limit': 'no bomb of threads',
  'control group': 'a limit for all memory and processes together',
};

/** One layer that is off. */
export interface MissingLayer {
  layer: LayerName;
  why: string;
  remedy: string;
}

/** What a sandbox is made of on this machine. */
export interface SandboxPlan {
  /** layers that are on */
  on: LayerName[];
  missing: MissingLayer[];
  /** whole paths; undefined where not installed */
  bwrap?: string;
  setpriv?: string;
  prlimit?: string;
  /** all of /usr is shown, because Node did not start with its libraries alone */
  wholeUsr: boolean;
}

export const isSandboxed = (plan: SandboxPlan): boolean => plan.on.includes('namespaces');

/** Users and control groups that are free for the sandboxes: one each. No real account has these numbers. */
export const firstUser = 1_879_000_000;
