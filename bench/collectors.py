"""Collectors who type at once, as a process of their own: `python -m bench.collectors` with the work on standard input.

In a process of its own, because threads beside the server's measurements would wait for each other, not for the server.
"""

import json
import random
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from bench.utterances import CHINESE, ENGLISH, prefixes

# Six letters a second, as a practised typist; a pause longer than the desk's own waiting time sends what is typed.
KEY_SECONDS = 1 / 6
DEBOUNCE_SECONDS = 0.12
STEADINESS = 12.0


def type_until(
    port: int, seat: dict[str, str], *, seed: int, seconds: float, start: threading.Barrier, taken_ms: list[float | str]
) -> None:
    """Type utterances one after another, sending what the desk would; add each answer's milliseconds, or its error.

    The time runs from the moment the request was due, so that one which waits for the last one's answer counts in full.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    draw = random.Random(seed)
    start.wait()
    due = time.perf_counter() + draw.random()
    end = due + seconds
    while due < end:
        for words in prefixes(draw.choice(CHINESE if seat["language"] == "zh" else ENGLISH)):
            gap = draw.gammavariate(STEADINESS, KEY_SECONDS / STEADINESS)
            if gap > DEBOUNCE_SECONDS:
                time.sleep(max(0.0, due + DEBOUNCE_SECONDS - time.perf_counter()))
                taken_ms.append(_send(connection, seat, words, due=due + DEBOUNCE_SECONDS))
            due += gap
            if due > end:
                break


def _send(connection: HTTPConnection, seat: dict[str, str], words: str, *, due: float) -> float | str:
    """Send what the box holds; give the milliseconds until the answer, or what went wrong."""
    headers = {"Cookie": seat["cookie"], "X-CSRFToken": seat["token"], "HX-Request": "true"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request("POST", seat["path"], body=urlencode({"said": words}), headers=headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        connection.close()
        return type(error).__name__
    return (time.perf_counter() - due) * 1000 if answer.status == 200 else str(answer.status)


def main() -> None:
    """Read port, seconds and seats; print the times of all as JSON."""
    work = json.load(sys.stdin)
    start = threading.Barrier(len(work["seats"]))
    taken: list[list[float | str]] = [[] for _ in work["seats"]]
    threads = [
        threading.Thread(
            target=type_until,
            args=(work["port"], seat),
            kwargs={"seed": n, "seconds": work["seconds"], "start": start, "taken_ms": taken[n]},
        )
        for n, seat in enumerate(work["seats"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps([one for each in taken for one in each]))


if __name__ == "__main__":
    main()
