"""Runs a command and says how much processor time it and all its descendants took: the last line, as JSON.

Descendants that lose their parent come to this process (PR_SET_CHILD_SUBREAPER), so none is missed.
"""
import ctypes
import json
import os
import resource
import sys
import time

PR_SET_CHILD_SUBREAPER = 36

ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
began = time.monotonic()
command = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
status = 0
while True:
    try:
        pid, ended = os.wait()
    except ChildProcessError:
        break
    if pid == command:
        status = os.waitstatus_to_exitcode(ended)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print()
print(json.dumps({"status": status, "processor": used.ru_utime + used.ru_stime, "wall": time.monotonic() - began}))
