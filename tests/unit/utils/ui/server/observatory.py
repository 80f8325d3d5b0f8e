"""How Mozilla's HTTP Observatory would grade an answer over TLS, by its published rules.

Of its tests those that a server's headers decide: a redirect from HTTP is the proxy's, and all our
scripts are of the same origin, both of which count 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: What the grader asks before it counts any bonus, and the least score of each grade.
BONUS_FROM = 90
GRADES = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"))
SIX_MONTHS = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*"}
INLINE = {"'unsafe-inline'", "data:"}


def grade(headers: Mapping[str, str], cookies: Sequence[str] = ()) -> tuple[int, str]:
    """Score and grade of headers, whose names are in small letters, and of cookies set."""
    policy = read_policy(headers.get("content-security-policy", ""))
    modifiers = [
        score_policy(policy),
        score_cookies(cookies, protected=score_transport(headers) == 0),
        -50 if headers.get("access-control-allow-credentials") == "true" else 0,
        score_referrer(headers.get("referrer-policy")),
        score_transport(headers),
        0 if headers.get("x-content-type-options") == "nosniff" else -5,
        score_frames(policy, headers.get("x-frame-options")),
        score_parts(headers.get("cross-origin-resource-policy")),
    ]
    without_bonus = 100 + sum(modifier for modifier in modifiers if modifier < 0)
    score = without_bonus
    if without_bonus >= BONUS_FROM:
        score += sum(modifier for modifier in modifiers if modifier > 0)
    score = max(score, 0)
    return score, next((name for least, name in GRADES if score >= least), "below C+")


def read_policy(text: str) -> dict[str, set[str]]:
    """Sources by directive."""
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {name.lower(): set(sources) for name, *sources in parts}


def score_policy(policy: Mapping[str, set[str]]) -> int:
    if not policy:
        return -25
    base = policy.get("default-src", {"*"})
    script, style = policy.get("script-src", base), policy.get("style-src", base)
    plugins = policy.get("object-src", base)
    passive = policy.get("img-src", base) | policy.get("media-src", base)
    # A hash or a nonce switches 'unsafe-inline' off.
    hashed = any(source.startswith(("'sha", "'nonce-")) for source in script)
    unsafe = script - {"'unsafe-inline'"} if hashed else script
    insecure = ("http:", "ftp:", "ws:")
    found = (
        (-20, unsafe & (INLINE | BROAD) or plugins & BROAD),
        (-20, any(source.startswith(insecure) for source in script | style | plugins)),
        (-10, "'unsafe-eval'" in script | style),
        (-10, any(source.startswith("http:") for source in passive)),
        (0, style & (INLINE | BROAD)),
        (10, base == {"'none'"} and policy.get("form-action", BROAD) <= {"'none'", "'self'"}),
    )
    return next((modifier for modifier, is_so in found if is_so), 5)


def score_cookies(cookies: Sequence[str], *, protected: bool) -> int:
    """All are secure, those of sessions closed to scripts, and none goes to other sites."""
    if not cookies:
        return 0
    marks = [cookie.lower() for cookie in cookies]
    if any(re.match(r"[^=]*(login|sess)[^=]*=", c) and "httponly" not in c for c in marks):
        return -30
    if any(re.match(r"[^=]*(csrf|xsrf)[^=]*=", c) and "samesite=" not in c for c in marks):
        return -20
    if any("; secure" not in c for c in marks):
        return -5 if protected else -20
    return 5 if all(re.search(r"samesite=(lax|strict)", c) for c in marks) else 0


def score_referrer(value: str | None) -> int:
    if value is None:
        return 0
    return 5 if value in PRIVATE else -5


def score_transport(headers: Mapping[str, str]) -> int:
    found = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    if not found:
        return -20
    return 0 if int(found[1]) >= SIX_MONTHS else -10


def score_frames(policy: Mapping[str, set[str]], header: str | None) -> int:
    if "frame-ancestors" in policy and not policy["frame-ancestors"] & BROAD:
        return 5
    return 0 if header in {"SAMEORIGIN", "DENY"} else -20


def score_parts(value: str | None) -> int:
    known = {None: 0, "cross-origin": 0, "same-origin": 10, "same-site": 10}
    return known.get(value, -5)
