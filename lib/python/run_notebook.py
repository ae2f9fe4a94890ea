"""Executes one notebook with nbclient and says, cell by cell, what happened.

usage: run_notebook.py NOTEBOOK [--timeout S] [--startup S] [--save FILE] [--rush]

Writes one JSON object a line on standard output:
  {"event": "kernel", "status": "ready" | "failed", "seconds", "error"?}
  {"event": "started", "cell": 3}
  {"event": "cell", "cell": 3, "status": "ok" | "failed" | "skipped", "seconds", "error"?}
  {"event": "end", "stopped": false, "late": ""}
Cells are counted from 1, code cells with text only. Closing standard input stops the kernel and the run: that works on
every system, and also when the parent process was killed.

What the TypeScript kernel (tslab) does, and why nbclient's own judgement is not enough:
- an error is text on stderr and a reply without a name: every stderr line counts as a failure;
- for 200 ms after an error, cells are dropped: their reply says "abort" and has no execution count. nbclient takes
  that for success; here it is "skipped";
- a rejection that nobody awaits is reported later, with whatever cell was sent last: messages that arrive between two
  cells are kept, and a last empty cell waits for the stragglers.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import sys
import tempfile
import threading
import time

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

# The kernel inherits our standard output. It gets stderr in its place, so that nothing it prints mixes with the events.
EVENTS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def tell(**event):
    EVENTS.write(json.dumps(event) + "\n")
    EVENTS.flush()


class WatchingClient(NotebookClient):
    """An nbclient that keeps each cell's reply and the stderr text that belongs to no running cell."""

    def __init__(self, nb, **options):
        # allow_errors: nbclient goes on, the judgement is ours.
        super().__init__(nb, allow_errors=True, shutdown_kernel="immediate", skip_cells_with_tag="", **options)
        self.reply = {}
        self.stray = ""
        self.sent = None
        self.on_cell_executed = lambda cell, cell_index, execute_reply: self.reply.update(execute_reply["content"])

    def watch(self):
        channel = self.kc.iopub_channel
        get, execute = channel.get_msg, self.kc.execute

        async def get_and_look(*args, **options):
            message = await get(*args, **options)
            is_stray = message["parent_header"].get("msg_id") != self.sent
            if is_stray and message["msg_type"] == "stream" and message["content"]["name"] == "stderr":
                self.stray += message["content"]["text"]
            return message

        def execute_and_note(*args, **options):
            self.sent = execute(*args, **options)
            return self.sent

        channel.get_msg, self.kc.execute = get_and_look, execute_and_note

    async def run_cell(self, index):
        """@returns (status, error text) of one cell"""
        cell = self.nb.cells[index]
        self.reply.clear()
        await self.async_execute_cell(cell, index)
        stderr = "".join(o["text"] for o in cell.outputs if o["output_type"] == "stream" and o["name"] == "stderr")
        errors = "\n".join("\n".join(o["traceback"]) for o in cell.outputs if o["output_type"] == "error")
        complaint = ANSI.sub("", self.stray + stderr + errors).strip()
        self.stray = ""
        count = self.reply.get("execution_count")
        if self.reply.get("status") == "error":
            return "failed", complaint or "the kernel reported an error without saying which"
        if self.reply.get("status") != "ok" or count is None:
            return "skipped", "the kernel dropped this cell without running it"
        cell["execution_count"] = count
        return ("failed", complaint) if complaint else ("ok", "")

    async def wait_for_stragglers(self):
        """@returns what an unawaited rejection writes after the last cell"""
        self.nb.cells.append(nbformat.v4.new_code_cell("await new Promise((done) => setImmediate(done));"))
        try:
            _, late = await self.run_cell(len(self.nb.cells) - 1)
        finally:
            self.nb.cells.pop()
        return late


async def run(options, stopping):
    """A kernel that does not start is started once more: another program may have taken its ports before it opened them."""
    begun = time.monotonic()
    for is_last in (False, True):
        try:
            return await run_in_kernel(options, stopping, begun)
        except KernelNotStarted as error:
            is_missing = isinstance(error.__cause__, NoSuchKernel)
            if is_missing or is_last:
                kind = "missing" if is_missing else "failed"
                return tell(event="kernel", status=kind, seconds=time.monotonic() - begun, error=str(error))


class KernelNotStarted(Exception):
    """Its cause says why."""


async def run_in_kernel(options, stopping, begun):
    nb = nbformat.read(options.notebook, as_version=4)
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    folder = os.path.dirname(os.path.abspath(options.notebook))
    client = WatchingClient(
        nb,
        timeout=options.timeout,
        startup_timeout=options.startup,
        resources={"metadata": {"path": folder}},
    )
    ready = False
    try:
        async with client.async_setup_kernel():
            ready = True
            take_signals_back()
            tell(event="kernel", status="ready", seconds=time.monotonic() - begun)
            client.watch()
            nb.metadata["language_info"] = {"name": "typescript", "file_extension": ".ts", "mimetype": "text/typescript"}
            late = await run_cells(client, options.rush)
    except (RuntimeError, NoSuchKernel, OSError) as error:
        if ready:
            raise
        raise KernelNotStarted(str(error)) from error
    if options.save:
        save(nb, options.save)
    tell(event="end", stopped=stopping.is_set(), late=late)


async def run_cells(client, rush):
    number = 0
    for index, cell in enumerate(client.nb.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        number += 1
        tell(event="started", cell=number)
        begun = time.monotonic()
        gone = False
        try:
            status, error = await client.run_cell(index)
        except CellTimeoutError:
            status, error, gone = "failed", f"took longer than {client.timeout:g} s and was stopped", True
        except DeadKernelError:
            status, error, gone = "failed", "the kernel ended while this cell ran", True
        tell(event="cell", cell=number, status=status, seconds=time.monotonic() - begun, error=error)
        if gone or (status != "ok" and not rush):
            return ""
    return await client.wait_for_stragglers()


def take_signals_back():
    """nbclient's own handlers shut the kernel down behind our back; the parent stops us by closing standard input."""
    loop = asyncio.get_running_loop()
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        loop.add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)
    except (NotImplementedError, RuntimeError):
        pass  # Windows has no such handlers


def save(nb, path):
    folder = os.path.dirname(os.path.abspath(path))
    os.makedirs(folder, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        nbformat.write(nb, file)
    os.replace(temporary, path)


async def run_until_input_closes(options):
    stopping = threading.Event()
    task = asyncio.ensure_future(run(options, stopping))
    loop = asyncio.get_running_loop()

    def watch_input():
        while os.read(0, 4096):
            pass
        stopping.set()
        loop.call_soon_threadsafe(task.cancel)

    threading.Thread(target=watch_input, daemon=True).start()
    try:
        await task
    except asyncio.CancelledError:
        tell(event="end", stopped=True, late="")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook")
    parser.add_argument("--timeout", type=float, default=300, help="seconds for one cell")
    parser.add_argument("--startup", type=float, default=60, help="seconds for the kernel to answer, each of two times")
    parser.add_argument("--save", help="where to write the executed notebook")
    parser.add_argument("--rush", action="store_true", help="go on at once after a failure: the kernel then drops cells")
    options = parser.parse_args()
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.run(run_until_input_closes(options))


if __name__ == "__main__":
    main()
