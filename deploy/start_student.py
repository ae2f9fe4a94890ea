"""Starts a student's JupyterLab under a JupyterHub, on one machine and in a container alike.

usage: start_student.py [ARGUMENTS of jupyterhub-singleuser]

The student gets a folder of their own, ~/convolab or what CONVOLAB_FOLDER names. Chapters and exercises are copied there once: a
file that is there is the student's and stays. The library, the data and the suites of the exercises stay with the course,
which this process reads and need not be able to write. It runs as the student, so what a student puts in the way of it is the
student's own.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent
COPIED = ["notebooks", "exercises"]
FIRST_PAGE = "/lab/tree/notebooks/README.md"


def folders():
    """Where notebooks are: those of each other language have a folder of their own inside."""
    codes = [file.parent.name for file in sorted((COURSE / "translations").glob("*/language.json"))]
    names = COPIED + [f"{name}/{code}" for name in COPIED for code in codes]
    return [name for name in names if (COURSE / name).is_dir()]


def prepare(folder):
    """Brings what is new in the course, and nothing twice."""
    for name in folders():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for source in sorted((COURSE / name).iterdir()):
            target = folder / name / source.name
            if source.is_file() and not os.path.lexists(target):
                # Whole or not at all: a server may be stopped at any moment.
                part = target.with_name(f".{source.name}.part")
                shutil.copyfile(source, part)
                part.replace(target)
    # Notebooks find the library by looking for node_modules in the folders above them.
    link = folder / "node_modules"
    if link.is_symlink() or not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(COURSE / "node_modules")


def variables(folder):
    """What the server and its kernels find in their environment."""
    shared = COURSE / ".venv" / "share" / "jupyter"
    return {
        "CONVOLAB_PROGRESS": str(folder / ".convolab" / "progress.json"),
        "JUPYTER_PATH": str(shared),
        "JUPYTERHUB_DEFAULT_URL": os.environ.get("JUPYTERHUB_DEFAULT_URL") or FIRST_PAGE,
    }


def arguments(folder):
    settings = COURSE / ".venv" / "share" / "jupyter" / "lab" / "settings"
    return [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.app_settings_dir={settings}",
        "--KernelSpecManager.allowed_kernelspecs={'tslab'}",
        "--KernelSpecManager.ensure_native_kernel=False",
    ]


def main():
    folder = Path(os.environ.get("CONVOLAB_FOLDER") or Path.home() / "convolab").absolute()
    prepare(folder)
    os.environ.update(variables(folder))
    os.chdir(folder)
    # The hub ends a server with an interrupt, at which Jupyter Server, where there is no terminal, leaves its kernels behind.
    signal.signal(signal.SIGINT, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    sys.argv[1:] = arguments(folder) + sys.argv[1:]
    # Imported late: it takes seconds, and reads the variables that were set above.
    from jupyterhub.singleuser import main as serve

    serve()


if __name__ == "__main__":
    main()
