"""Virtual environments for the peers, made once in the user's cache and used again."""
import os
import pathlib
import socket
import subprocess
import sys

# PyTorch's own index has builds for processors alone, a tenth of the size of those on PyPI.
PROCESSOR_BUILDS = "https://download.pytorch.org/whl/cpu"

ENVIRONMENTS = {
    "transformer-lens-2": ["transformer-lens<3", "torch", "datasets<3.2", "pyarrow<19"],
    "transformer-lens-4": ["transformer-lens>=4,<5", "torch", "transformers"],
}


def reaches(host):
    try:
        socket.create_connection((host, 443), timeout=5).close()
        return True
    except OSError:
        return False


def python(name):
    """The interpreter of an environment, which is made if need be; None where PyPI is out of reach."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    folder = cache / "weir-bench" / name
    packages = ENVIRONMENTS[name]
    finished = folder / "packages.txt"
    interpreter = folder / "bin" / "python"
    if finished.exists() and finished.read_text().split() == packages:
        return str(interpreter)
    if not reaches("pypi.org"):
        return None
    print(f"making {folder} (some minutes, several GB)", file=sys.stderr)
    if not interpreter.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(interpreter), "-m", "pip", "install", "--quiet"]
    if reaches("download.pytorch.org"):
        subprocess.run([*install, "torch", "--index-url", PROCESSOR_BUILDS], check=True)
    made = subprocess.run([*install, *packages], stdout=sys.stderr)
    if made.returncode != 0:
        return None
    finished.write_text("\n".join(packages) + "\n")
    return str(interpreter)
