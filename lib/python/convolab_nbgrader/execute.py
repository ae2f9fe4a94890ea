"""Runs a notebook in the TypeScript kernel (tslab) so that what nbgrader counts is what happened.

What the kernel does, and what nbgrader makes of it:
- an error is text on stderr and a reply without a name: nbgrader looks for the name, and loses the notebook;
- for 200 ms after an error cells are dropped in silence: nbgrader gives them all their points;
- a rejection that nobody awaits is reported later, with no cell: nbgrader gives all points;
- any other line on stderr, a warning even: nbgrader gives 0;
- check() shows its result and never fails: nbgrader would give all points.
"""

import asyncio
import re

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_output
from nbgrader import utils
from nbgrader.preprocessors import Execute

ANSI = re.compile(r"\x1b\[[0-9;]*m")
CHECK = re.compile(r"""\bcheck\(\s*['"`]([\w.]+)['"`]""")
LOST = re.compile(r"Unhandled(Promise)?Rejection|UncaughtException")
RESULT = "application/vnd.convolab.result+json"
# Between two cells: rejections are reported now, and a kernel that drops cells has dropped this one.
BARRIER = "await new Promise<void>((done) => setTimeout(done, 0));"
TRIES = 20


class TslabExecute(Execute):
    """In place of nbgrader's Execute: each cell that gives points ends as an error or with the number of its points."""

    def preprocess(self, nb, resources=None, km=None):
        for cell in nb.cells:
            # Tags are the student's: `skip-execution` on a test would give all its points.
            cell.metadata.pop("tags", None)
        self.gone = ""
        return super().preprocess(nb, resources, km)

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
        self.stray = ""
        self.sent = None
        channel = client.iopub_channel
        get, execute = channel.get_msg, client.execute

        async def get_and_look(*args, **options):
            message = await get(*args, **options)
            is_stray = message["parent_header"].get("msg_id") != self.sent
            if is_stray and message["msg_type"] == "stream" and message["content"]["name"] == "stderr":
                self.stray += message["content"]["text"]
            return message

        def execute_and_note(*args, **options):
            self.sent = execute(*args, **options)
            return self.sent

        channel.get_msg, client.execute = get_and_look, execute_and_note
        return client

    def on_cell_executed(self, *, cell, cell_index, execute_reply):
        self.reply = execute_reply["content"]

    async def async_execute_cell(self, cell, cell_index, execution_count=None, store_history=True):
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        self.stray = ""
        if not self.gone:
            try:
                await self._run(cell, cell_index)
                reply = self.reply
                await self._wait_at_barrier(cell_index)
                settle(cell, reply, self.stray)
            except (DeadKernelError, CellTimeoutError) as error:
                self.gone = "the kernel ended or hung, so no cell ran from here on"
                self.log.error("%s: %s", self.gone, error)
        if self.gone:
            fail(cell, "KernelGone", self.gone)
        return cell

    async def _run(self, cell, cell_index):
        self.reply = {}
        # nbclient keeps the cell that it ran in the notebook, and the barrier is none of it.
        mine = self.nb.cells[cell_index]
        try:
            await super().async_execute_cell(cell, cell_index)
        finally:
            self.nb.cells[cell_index] = mine

    async def _wait_at_barrier(self, cell_index):
        for _ in range(TRIES):
            barrier = new_code_cell(BARRIER)
            await self._run(barrier, cell_index)
            self.stray += stderr_of(barrier)
            if self.reply.get("status") == "ok" and self.reply.get("execution_count") is not None:
                return
            await asyncio.sleep(0.05)
        raise DeadKernelError("the kernel runs no cells any more")

    # nbclient calls these two; they are bound to the functions of its own class.
    start_new_kernel_client = run_sync(async_start_new_kernel_client)
    execute_cell = run_sync(async_execute_cell)


def settle(cell, reply, stray):
    """Gives a cell that was run the outputs that nbgrader counts rightly."""
    own = stderr_of(cell)
    if reply.get("status") == "error":
        fail(cell, reply.get("ename") or name_of(own), reply.get("evalue") or own)
    elif reply.get("status") != "ok" or reply.get("execution_count") is None:
        fail(cell, "Dropped", "the kernel dropped this cell without running it")
    elif utils.is_grade(cell) and not utils.is_solution(cell):
        if CHECK.search(cell.source):
            settle_check(cell)
        elif LOST.search(own + stray):
            fail(cell, "UnhandledRejection", own + stray)
    for output in cell.outputs:
        if output.output_type == "stream":
            output.name = "stdout"


def settle_check(cell):
    """The points that check() found, as nbgrader reads part of the points: a number that is the cell's result."""
    found = {}
    for output in cell.outputs:
        result = output.get("data", {}).get(RESULT)
        if isinstance(result, dict):
            found[result.get("exercise")] = result
    results = [found.get(exercise) for exercise in CHECK.findall(cell.source)]
    try:
        share = sum(result["points"] for result in results) / sum(result["of"] for result in results)
    except (KeyError, TypeError, ZeroDivisionError):
        return fail(cell, "NoResult", "check() gave no result")
    # Whoever gives other points in nbgrader than the exercise has gets the same share of them.
    points = round(min(max(share, 0), 1) * float(cell.metadata.nbgrader["points"]), 10)
    cell.outputs.append(
        new_output("execute_result", data={"text/plain": repr(points)}, execution_count=cell.execution_count)
    )


def fail(cell, name, text):
    lines = ANSI.sub("", text).strip().splitlines() or [name]
    kept = [output for output in cell.get("outputs", []) if output.output_type not in ("error", "execute_result")]
    cell.outputs = [output for output in kept if not is_stderr(output)]
    message = next((line for line in lines if re.match(r"\S*(Error|error)\b", line)), lines[0])
    cell.outputs.append(new_output("error", ename=name, evalue=message[:200], traceback=lines))


def is_stderr(output):
    return output.output_type == "stream" and output.name == "stderr"


def stderr_of(cell):
    return "".join(output.text for output in cell.outputs if is_stderr(output))


def name_of(text):
    found = re.search(r"^(\w*(?:Error|Exception))\b", ANSI.sub("", text), re.MULTILINE)
    return found.group(1) if found else "Error"
