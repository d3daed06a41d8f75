"""A page in a headless Chromium, driven over its debugging pipe; nothing but Python's standard library."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


def find_chromium():
    """The path of a Chromium, or None."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next((path for path in map(shutil.which, names) if path), None)


class Browser:
    """One browser with one page; it can reach files and nothing else."""

    def __init__(self, width=1100, height=900):
        self.profile = tempfile.mkdtemp(prefix="weir-browser-")
        to_browser, self.outgoing = os.pipe()
        self.incoming, from_browser = os.pipe()

        def wire():
            # Chromium reads commands on 3 and writes answers on 4.
            keep_read, keep_write = os.dup(to_browser), os.dup(from_browser)
            os.dup2(keep_read, 3)
            os.dup2(keep_write, 4)

        self.process = subprocess.Popen(
            [
                find_chromium(), "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
                "--no-first-run", "--disable-extensions", "--disable-background-networking", "--hide-scrollbars",
                "--user-data-dir=" + self.profile, f"--window-size={width},{height}", "about:blank",
            ],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.serial = 0
        self.session = None
        self.faults = []
        self.requests = []
        target = self.call("Target.createTarget", url="about:blank", newWindow=True, width=width, height=height)[
            "targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(domain + ".enable")

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except (OSError, RuntimeError):
            pass
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        os.close(self.outgoing)
        os.close(self.incoming)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **parameters):
        """Sends a command and returns its answer; events on the way are kept."""
        self.serial += 1
        message = {"id": self.serial, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.outgoing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.serial:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer.get("result", {})
            self.keep(answer)

    def read(self):
        while b"\0" not in self.buffer:
            part = os.read(self.incoming, 1 << 20)
            if not part:
                raise RuntimeError("the browser has gone")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def keep(self, event):
        method, details = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.faults.append(details["exceptionDetails"].get("exception", {}).get("description", str(details)))
        elif method == "Log.entryAdded" and details["entry"]["level"] in ("error", "warning"):
            self.faults.append(details["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and details["type"] in ("error", "warning", "assert"):
            self.faults.append(str(details["args"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(details["request"]["url"])

    def open(self, path, seconds=20):
        """Opens a file and waits until every figure on it is drawn; returns the seconds that took."""
        self.faults, self.requests = [], []
        start = time.monotonic()
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        ready = (
            "document.readyState === 'complete' && [...document.querySelectorAll('figure.weir')]"
            ".every((f) => f.dataset.ready === 'yes')"
        )
        while time.monotonic() < start + seconds:
            if self.value("location.protocol") == "file:" and self.value(ready):
                # Two frames: what was drawn is painted.
                self.value("new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))")
                return time.monotonic() - start
            time.sleep(0.02)
        raise RuntimeError(f"{path} was not ready after {seconds} s: {self.faults}")

    def value(self, expression):
        """The value of a JavaScript expression; promises are waited for."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "exception"))
        return answer["result"].get("value")

    def centre(self, selector, index=0):
        """The middle of an element, scrolled into view."""
        place = self.value(
            f"(() => {{ const e = document.querySelectorAll({json.dumps(selector)})[{index}];"
            " e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
            " return [b.left + b.width / 2, b.top + b.height / 2]; })()"
        )
        return place

    def move(self, x, y):
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, x, y):
        self.move(x, y)
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def drag(self, x, y, to_x, to_y):
        self.move(x, y)
        self.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", clickCount=1)
        for step in range(1, 6):
            self.call(
                "Input.dispatchMouseEvent", type="mouseMoved", button="left", buttons=1,
                x=x + (to_x - x) * step / 5, y=y + (to_y - y) * step / 5)
        self.call("Input.dispatchMouseEvent", type="mouseReleased", x=to_x, y=to_y, button="left", clickCount=1)

    def wheel(self, x, y, delta, control=True):
        self.call(
            "Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=0, deltaY=delta,
            modifiers=2 if control else 0)

    def key(self, name, text=None, modifiers=0):
        codes = {
            "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Enter": 13, "Escape": 27, "Tab": 9}
        for kind in ["keyDown", "keyUp"]:
            parameters = {"type": kind, "key": name, "modifiers": modifiers}
            if name in codes:
                parameters["windowsVirtualKeyCode"] = codes[name]
            if name == "Enter" and kind == "keyDown":
                # A button is pressed by the character, not by the key.
                parameters["text"] = "\r"
            elif name not in codes and kind == "keyDown":
                parameters["text"] = text or name
            self.call("Input.dispatchKeyEvent", **parameters)

    def screenshot(self, path, whole=True):
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))
