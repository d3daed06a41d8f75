"""The engines that the bench compares: each runs a task when asked and says how long it took."""
import json
import pathlib
import subprocess
import sys
import tempfile

from benchmarks import _environments
from benchmarks._timing import Sample
from benchmarks.peers.tasks import HEAT_MAP_LAYER

here = pathlib.Path(__file__).resolve().parent

PEERS = {
    "transformer_lens_2": "transformer-lens-2",
    "transformer_lens_4": "transformer-lens-4",
    "hugging_face": "transformer-lens-4",
}


class Peer:
    """A Python engine that stays loaded between its tasks."""

    def __init__(self, name, model, folder):
        self.name = name
        self.interpreter = _environments.python(PEERS[name])
        self.command = [self.interpreter, str(here / "peers" / f"{name}.py"), str(model)]
        self.folder = folder
        self.process = None
        self.ready = None

    def start(self):
        if self.process is not None:
            return
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, cwd=self.folder)
        self.ready = self.reply()

    def reply(self):
        line = self.process.stdout.readline()
        if not line:
            self.log.seek(0)
            raise SystemExit(f"{self.name} ended:\n{self.log.read().decode(errors='replace')[-4000:]}")
        return json.loads(line)

    def run(self, task, count, repeats, out=None):
        self.start()
        request = {"task": task, "count": count, "repeats": repeats, "out": out and str(out)}
        print(json.dumps(request), file=self.process.stdin, flush=True)
        return self.reply()

    def load(self):
        """Seconds from the import's end to the first logits, and the process's peak."""
        self.start()
        return {"seconds": [self.ready["load"]], "peak": self.ready["peak"]}

    def first(self, out):
        return Sample([*self.command, str(out)], cwd=self.folder).wall

    def stop(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


class Weir:
    """Weir itself: a process for each turn."""
    name = "weir"

    def __init__(self, root, model, folder):
        self.weir = str(root / ".build/release/weir")
        self.model = model
        self.folder = folder
        self.weights = (model / "model.safetensors").stat().st_size / 2**20

    def run(self, task, count, repeats, out=None):
        command = [self.weir, str(here / "engine.weir"), "--model", str(self.model), "--task", task, "--prompts",
                   f"prompts-{count}.json", "--repeats", str(repeats)]
        sample = Sample([*command, *(["--out", out.name] if out else [])], cwd=self.folder)
        answer = json.loads(sample.output)
        # Writing the result down is not the task's: the peers' peak is read before, Weir's in turns that write nothing.
        if out is None:
            # The weights' pages count as the process's; all of them are read.
            answer["peak"] = sample.peak - self.weights
            answer["process"] = sample.peak
        return answer

    def load(self):
        answer = self.run("load", 8, 1)
        return {"seconds": answer["seconds"], "peak": answer["process"]}

    def first(self, out):
        """Seconds until the picture is there; what it shows is saved by another process."""
        ids = json.loads((self.folder / "prompts-8.json").read_text())["clean"]
        heat_map = f"qk(run(tokens({ids})), {HEAT_MAP_LAYER})"
        Sample([self.weir, "-e", f'load "{self.model}"; save {heat_map} to "{out.name}"'], cwd=self.folder)
        return Sample([self.weir, "-e", f'load "{self.model}"; show {heat_map}'], cwd=self.folder).wall

    def stop(self):
        pass


def peers(wanted, model, folder):
    """The peers that can be had, and for the others a note."""
    found = []
    for name in wanted:
        peer = Peer(name, model, folder)
        if peer.interpreter is None:
            print(f"note: {name} is skipped: PyPI is out of reach or its packages cannot be installed", file=sys.stderr)
        else:
            found.append(peer)
    return found
