"""Writes the files that visitors ask for: a few at once, the others in turn, each only once.

However many are asked for, pages keep their processor: few processes write, and they give way.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock
from typing import Final

from data.export.job import ExportError, Job
from data.export.worker import Worker

SECONDS: Final = 60
#: Files that may wait; the last of them waits about as long as visitors do.
MOST_WAITING: Final = 40
#: Bytes of written files that are kept for whoever asks next.
MOST_KEPT: Final = 64_000_000


class Pool:
    """Some workers, a queue before them, and the files that they wrote lately.

    Args:
        workers: files written at once.
        waiting: files that may wait besides; another is refused.
        seconds: how long a file may take.
        kept: bytes of files to keep.
    """

    def __init__(
        self,
        *,
        workers: int,
        waiting: int = MOST_WAITING,
        seconds: float = SECONDS,
        kept: int = MOST_KEPT,
    ) -> None:
        """Start nothing yet."""
        self._most, self._room = workers + waiting, kept
        self._workers = [Worker(seconds=seconds) for _ in range(workers)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="export")
        self._asked: dict[str, Future[bytes]] = {}
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    @property
    def asked(self) -> int:
        """Files being written or waiting."""
        return len(self._asked)

    def run(self, program: str, job: Job) -> bytes:
        """Write a file, or give it again if it was written lately or is being written.

        Args:
            program: kind of the file, of `data.export.programs`.
            job: what to write.

        Raises:
            ExportError: it failed, took too long, or too many wait; the message says which.
        """
        return self._ask(program, job).result()

    def start(self, program: str, job: Job) -> None:
        """Have a worker load what a program needs, unless all have work; nobody waits for it."""
        if not self._idle.empty():
            self._ask(program, job)

    def stop(self) -> None:
        """Finish what is being written and end the processes."""
        self._threads.shutdown()
        for worker in self._workers:
            worker.stop()

    def _ask(self, program: str, job: Job) -> Future[bytes]:
        text = json.dumps([program, job]).encode()
        key = hashlib.sha256(text).hexdigest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                done: Future[bytes] = Future()
                done.set_result(self._kept[key])
                return done
            if key not in self._asked:
                self._require_room()
                self._asked[key] = self._threads.submit(self._write, key, text)
            return self._asked[key]

    def _require_room(self) -> None:
        if len(self._asked) >= self._most:
            raise ExportError(
                f"{len(self._asked)} other files are being written or wait. Try again in a minute."
            )

    def _write(self, key: str, text: bytes) -> bytes:
        worker = self._idle.get()
        content = None
        try:
            content = worker.write(text)
            return content
        finally:
            self._idle.put(worker)
            self._finish(key, content)

    def _finish(self, key: str, content: bytes | None) -> None:
        with self._lock:
            del self._asked[key]
            if content is not None:
                self._keep(key, content)

    def _keep(self, key: str, content: bytes) -> None:
        self._kept[key] = content
        while sum(map(len, self._kept.values())) > self._room:
            self._kept.popitem(last=False)


#: Pictures of charts: soon drawn, so that they never wait behind a document.
DRAWINGS: Final = Pool(workers=1)
#: Documents, workbooks, and files of areas.
DOCUMENTS: Final = Pool(workers=2)
