"""A JupyterHub for a class on one machine. docs/jupyterhub.md tells how to start it."""

import os
import shutil
import sys
from pathlib import Path

course = Path(__file__).resolve().parent.parent
state = Path(os.environ.get("CONVOLAB_HUB_STATE") or course / ".convolab" / "hub" / "state")
state.mkdir(mode=0o700, parents=True, exist_ok=True)

c = get_config()

# Only this machine reaches it: a web server with a certificate stands before it.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = f"sqlite:///{state / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(state / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(state / "proxy.pid")
proxy = course / "deploy" / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [shutil.which("node") or "node", str(proxy)]

# Users of this machine log in with their passwords: each server runs as its student and sees that student's files.
c.JupyterHub.authenticator_class = "jupyterhub.auth.PAMAuthenticator"
c.PAMAuthenticator.allowed_groups = {"students", "teachers"}
c.PAMAuthenticator.admin_groups = {"teachers"}
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"

c.Spawner.cmd = [sys.executable, str(course / "deploy" / "start_student.py")]
c.Spawner.http_timeout = 120
c.Spawner.start_timeout = 120
# A server ends its kernels before itself.
c.LocalProcessSpawner.interrupt_timeout = 30
# A class opens its notebooks in the same minute.
c.JupyterHub.concurrent_spawn_limit = 10

# A server that nobody has used for an hour ends; its kernels with it. The student's files stay.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600", "--cull-every=300"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
