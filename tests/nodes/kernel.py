"""Starts the kernel that JUPYTER_PATH names first, runs one cell, prints what it wrote."""
from jupyter_client.manager import run_kernel

with run_kernel(kernel_name="tslab", startup_timeout=60) as client:
    heard = []

    def listen(message):
        if message["msg_type"] == "stream":
            heard.append(message["content"]["text"])

    cell = "import { outputSize } from 'convolab';\nconsole.log(process.version, outputSize(28, { kernel: 5 }))"
    client.execute_interactive(cell, timeout=60, output_hook=listen)
    print("".join(heard))
