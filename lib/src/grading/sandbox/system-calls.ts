/** Numbers of the Linux system calls that a submission is refused, for each processor that Node runs on. */

export interface Processor {
  /** AUDIT_ARCH_… of linux/audit.h */
  audit: number;
  /** calls from here on belong to another calling convention (x32) */
  foreignFrom?: number;
  clone: number;
  clone3: number;
  ioctl: number;
  refused: Record<string, number>;
}

/** The same on all processors, because they were added after the tables were made one. */
const recent = {
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  pidfd_getfd: 438,
  process_madvise: 440,
  mount_setattr: 442,
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  memfd_secret: 447,
};

/** arch/x86/entry/syscalls/syscall_64.tbl */
const x64: Processor = {
  audit: 0xc000003e,
  foreignFrom: 0x40000000,
  clone: 56,
  clone3: 435,
  ioctl: 16,
  refused: {
    // the network, also where the namespace would stop it
    socket: 41,
    connect: 42,
    accept: 43,
    bind: 49,
    listen: 50,
    accept4: 288,
    // other processes
    fork: 57,
    vfork: 58,
    ptrace: 101,
    process_vm_readv: 310,
    process_vm_writev: 311,
    kcmp: 312,
    execveat: 322,
    // other worlds
    unshare: 272,
    setns: 308,
    mount: 165,
    umount2: 166,
    pivot_root: 155,
    chroot: 161,
    mknod: 133,
    mknodat: 259,
    open_by_handle_at: 304,
    name_to_handle_at: 303,
    // memory that limits do not count, and doors into the kernel
    memfd_create: 319,
    shmget: 29,
    shmat: 30,
    semget: 64,
    msgget: 68,
    userfaultfd: 323,
    bpf: 321,
    perf_event_open: 298,
    keyctl: 250,
    add_key: 248,
    request_key: 249,
    init_module: 175,
    finit_module: 313,
    delete_module: 176,
    kexec_load: 246,
    kexec_file_load: 320,
    vmsplice: 278,
    modify_ldt: 154,
    personality: 135,
    mbind: 237,
    set_mempolicy: 238,
    migrate_pages: 256,
    move_pages: 279,
    // the machine itself
    reboot: 169,
    swapon: 167,
    swapoff: 168,
    sethostname: 170,
    setdomainname: 171,
    iopl: 172,
    ioperm: 173,
    acct: 163,
    quotactl: 179,
    settimeofday: 164,
    clock_settime: 227,
    adjtimex: 159,
    clock_adjtime: 305,
    syslog: 103,
    ...recent,
  },
};

/** include/uapi/asm-generic/unistd.h */
const arm64: Processor = {
  audit: 0xc00000b7,
  clone: 220,
  clone3: 435,
  ioctl: 29,
  refused: {
    socket: 198,
    bind: 200,
    listen: 201,
    accept: 202,
    connect: 203,
    accept4: 242,
    ptrace: 117,
    process_vm_readv: 270,
    process_vm_writev: 271,
    kcmp: 272,
    execveat: 281,
    unshare: 97,
    setns: 268,
    mount: 40,
    umount2: 39,
    pivot_root: 41,
    chroot: 51,
    mknodat: 33,
    open_by_handle_at: 265,
    name_to_handle_at: 264,
    memfd_create: 279,
    shmget: 194,
    shmat: 196,
    semget: 190,
    msgget: 186,
    userfaultfd: 282,
    bpf: 280,
    perf_event_open: 241,
    keyctl: 219,
    add_key: 217,
    request_key: 218,
    init_module: 105,
    finit_module: 273,
    delete_module: 106,
    kexec_load: 104,
    kexec_file_load: 294,
    vmsplice: 75,
    personality: 92,
    mbind: 235,
    set_mempolicy: 237,
    migrate_pages: 238,
    move_pages: 239,
    reboot: 142,
    swapon: 224,
    swapoff: 225,
    sethostname: 161,
    setdomainname: 162,
    acct: 89,
    quotactl: 60,
    settimeofday: 170,
    clock_settime: 112,
    adjtimex: 171,
    clock_adjtime: 266,
    syslog: 116,
    ...recent,
  },
};

/** By Node's `process.arch`. */
export const processors: Record<string, Processor | undefined> = { x64, arm64 };
