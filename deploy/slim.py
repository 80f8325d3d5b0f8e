"""Takes from an environment what a server never runs, then proves that the rest still loads.

    python3 deploy/slim.py ENVIRONMENT

Tests of libraries, what only compilers and type checkers read, and parts for protocols and
notebooks that are not used go; licences stay. Symbols for debuggers are stripped where `strip` is
installed, but not from the libraries in folders *.libs, which do not survive it. ENVIRONMENT cannot
install anything afterwards.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

#: Folders of tests; and files for compilers, type checkers and debuggers of scripts.
TESTS = {"test", "tests"}
UNREAD = {".pyi", ".pxd", ".pyx", ".pxi", ".h", ".hpp", ".c", ".cc", ".cpp", ".a", ".map"}
#: What is unused of single libraries: what installs and compiles, arrow's network protocols and its
#: second names of one library, and the notebook of pydeck.
UNUSED = (
    "pip",
    "pip-*",
    "setuptools",
    "setuptools-*",
    "pkg_resources",
    "_distutils_hack",
    "distutils-precedence.pth",
    "numpy/distutils",
    "numpy/f2py",
    "pyarrow/include",
    "pyarrow/src",
    "pyarrow/_flight*",
    "pyarrow/_s3fs*",
    "pyarrow/libarrow_flight*",
    "pyarrow/libarrow_python_flight*",
    "pyarrow/libarrow_s3*",
    "pyarrow/libarrow_python*.so",
    "pyarrow/libarrow_python*.so.*.*.*",
    "pydeck/nbextension",
)
#: Loads the modules named in its arguments, and says which do not load.
LOAD = """
import importlib, sys
failed = []
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except Exception as error:
        failed.append(f"{name}: {error}")
sys.exit("\\n".join(failed))
"""


def main(arguments: list[str]) -> int:
    """Run the command; returns 0 where all that is left loads, 1 where something does not."""
    (environment,) = map(Path, arguments)
    packages = next(environment.glob("lib/python3.*/site-packages"))
    before = size(environment)
    remove(packages)
    strip(packages)
    failed = load(environment, packages)
    print(f"{before:,.0f} MB before, {size(environment):,.0f} MB after")  # noqa: T201
    if failed:
        print(f"These modules do not load any more:\n{failed}", file=sys.stderr)  # noqa: T201
    return int(bool(failed))


def size(folder: Path) -> float:
    """Size of all files in millions of bytes; of two names for one file the second adds nothing."""
    files = {
        (stat.st_dev, stat.st_ino): stat.st_size for stat in map(Path.lstat, folder.rglob("*"))
    }
    return sum(files.values()) / 1e6


def remove(packages: Path) -> None:
    """Remove tests, what nothing reads while the app runs, and unused parts of single libraries."""
    gone = [path for path in packages.rglob("*") if path.is_dir() and path.name in TESTS]
    gone += [path for path in packages.rglob("*") if path.suffix in UNREAD and path.is_file()]
    gone += [path for pattern in UNUSED for path in packages.glob(pattern)]
    gone += [*packages.parents[2].glob("bin/pip*")]
    for path in gone:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def strip(packages: Path) -> None:
    """Strip symbols for debuggers from the compiled parts of libraries."""
    program = shutil.which("strip")
    found = [
        str(path)
        for path in packages.rglob("*.so*")
        if path.is_file() and not any(part.endswith(".libs") for part in path.parts)
    ]
    if program and found:
        subprocess.run([program, "--strip-unneeded", *found], check=True)  # noqa: S603


def load(environment: Path, packages: Path) -> str:
    """Load every compiled module; return those that do not load, each with its reason."""
    names = sorted(set(modules(packages)))
    asked = [str(environment / "bin" / "python"), "-c", LOAD, *names]
    done = subprocess.run(asked, check=False, capture_output=True, text=True)  # noqa: S603
    return done.stderr.strip() if done.returncode else ""


def modules(packages: Path) -> Iterator[str]:
    """Names of the compiled modules."""
    for path in packages.rglob("*.so"):
        name = path.relative_to(packages).as_posix()
        suffix = next((end for end in EXTENSION_SUFFIXES if name.endswith(end)), ".so")
        # What is plain ".so" is a library, unless Python would import it; "lib" is how those begin.
        if ".libs/" not in name and not (suffix == ".so" and path.name.startswith("lib")):
            yield name.removesuffix(suffix).replace("/", ".")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
