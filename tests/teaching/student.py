"""A student at a JupyterHub: logs in, starts the server, runs cells of a notebook in its kernel. Prints a JSON object.

usage: student.py HUB_ADDRESS NAME PASSWORD NOTEBOOK CHANGES

CHANGES: JSON, from the id of a cell to the text that the student writes into it before it is run.
"""

import asyncio
import http.cookiejar
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


class Browser:
    """Keeps cookies and follows redirections."""

    def __init__(self):
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def ask(self, address, data=None, method=None, **headers):
        """@returns the final address and the text"""
        body = data if data is None or isinstance(data, bytes) else json.dumps(data).encode()
        request = urllib.request.Request(address, body, headers, method=method)
        with self.opener.open(request, timeout=120) as answer:
            return answer.geturl(), answer.read().decode()

    def xsrf(self, path):
        return next(cookie.value for cookie in self.cookies if cookie.name == "_xsrf" and cookie.path == path)


def log_in(browser, hub, name, password):
    """@returns a token for the student's own API"""
    browser.ask(f"{hub}/hub/login")
    fields = {"username": name, "password": password, "_xsrf": browser.xsrf("/hub/")}
    browser.ask(f"{hub}/hub/login?next=%2Fhub%2Fhome", urllib.parse.urlencode(fields).encode())
    headers = {"X-XSRFToken": browser.xsrf("/hub/"), "Referer": f"{hub}/hub/home", "Content-Type": "application/json"}
    _, text = browser.ask(f"{hub}/hub/api/users/{name}/tokens", {"note": "a test"}, "POST", **headers)
    return json.loads(text)["token"]


class Api:
    """The hub's API, and through it that of the student's server."""

    def __init__(self, hub, token):
        self.hub, self.token = hub, token
        self.browser = Browser()

    def ask(self, path, data=None, method=None):
        _, text = self.browser.ask(self.hub + path, data, method, Authorization=f"token {self.token}")
        return json.loads(text) if text else None

    def start_server(self, name):
        """Waits for the hub's own word, on a stream of events, that the server answers."""
        self.ask(f"/hub/api/users/{name}/server", b"", "POST")
        path = f"{self.hub}/hub/api/users/{name}/server/progress"
        request = urllib.request.Request(path, headers={"Authorization": f"token {self.token}"})
        with self.browser.opener.open(request, timeout=120) as events:
            for line in events:
                if line.startswith(b"data:"):
                    event = json.loads(line[5:])
                    if event.get("failed"):
                        raise RuntimeError(event["message"])
                    if event.get("ready"):
                        return


async def run(channel, source):
    """@returns (status, texts by MIME type of what the cell showed)"""
    message = uuid.uuid4().hex
    header = {"msg_id": message, "msg_type": "execute_request", "username": "", "session": "s", "version": "5.3"}
    content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
    await channel.write_message(
        json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
    )
    status, idle, shown = None, False, []
    while status is None or not idle:
        answer = json.loads(await asyncio.wait_for(channel.read_message(), 180))
        if answer["parent_header"].get("msg_id") != message:
            continue
        kind, content = answer["msg_type"], answer["content"]
        if kind == "execute_reply":
            status = content["status"]
        elif kind == "status":
            idle = content["execution_state"] == "idle"
        elif kind == "stream":
            shown.append({content["name"]: content["text"]})
        elif kind in ("display_data", "update_display_data"):
            shown.append(content["data"])
    return status, shown


async def run_notebook(api, name, path, changes):
    cells = api.ask(f"/user/{name}/api/contents/{path}")["content"]["cells"]
    session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "tslab"}}
    kernel = api.ask(f"/user/{name}/api/sessions", session, "POST")["kernel"]["id"]
    address = f"{api.hub}/user/{name}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
    request = HTTPRequest(address, headers={"Authorization": f"token {api.token}"})
    channel = await websocket_connect(request, max_message_size=2**26)
    ran = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            status, shown = await run(channel, changes.get(cell["id"], cell["source"]))
            ran[cell["id"]] = {"status": status, "shown": shown}
    channel.close()
    return ran


def main():
    hub, name, password, notebook, changes = sys.argv[1:]
    wrong = Browser()
    try:
        log_in(wrong, hub, name, f"not {password}")
        refused = False
    except (urllib.error.HTTPError, StopIteration):
        refused = True
    api = Api(hub, log_in(Browser(), hub, name, password))
    api.start_server(name)
    at = f"/user/{name}/api"
    print(
        json.dumps(
            {
                "refused": refused,
                "files": {
                    folder: sorted(one["name"] for one in api.ask(f"{at}/contents/{folder}")["content"])
                    for folder in ("", "notebooks", "exercises")
                },
                "kernels": sorted(api.ask(f"{at}/kernelspecs")["kernelspecs"]),
                "ran": asyncio.run(run_notebook(api, name, notebook, json.loads(changes))),
            }
        )
    )


if __name__ == "__main__":
    main()
