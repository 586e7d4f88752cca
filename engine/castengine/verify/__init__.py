"""Verifying an output: exit code 0 is only a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from castengine.devices import DeviceProfile
from castengine.errors import SourceError, VerificationFailed
from castengine.ffmpeg.progress import Report
from castengine.media import MediaInfo
from castengine.plan.actions import Plan
from castengine.probe import probe_headers
from castengine.tools import Tools
from castengine.verify.blame import check_noise, check_protection, undecodable
from castengine.verify.decoding import check_decoding
from castengine.verify.facts import check_facts, encoded_streams
from castengine.verify.findings import WARNINGS, Finding, FindingCode
from castengine.verify.interlacing import check_interlacing
from castengine.verify.obstacles import check_obstacles
from castengine.verify.source import SourceFile
from castengine.verify.times import check_times
from castengine.verify.watch import Watch

__all__ = [
    "WARNINGS",
    "Finding",
    "FindingCode",
    "SourceFile",
    "check_noise",
    "check_protection",
    "undecodable",
    "verify",
]


def verify(
    film: Path,
    source: SourceFile,
    plan: Plan,
    device: DeviceProfile,
    *,
    embedded: int,
    on_decoded: Callable[[Report], None] | None = None,
) -> tuple[MediaInfo, tuple[Finding, ...]]:
    """The facts of the output and what is worth a warning. ``embedded``: how many subtitles it must hold.

    ``on_decoded`` is told, from this thread, how far the output has been decoded where all of it is.

    Raises ``VerificationFailed`` with all findings when it is not what the plan and the device ask for, ``Cancelled``.
    """
    output = _probe(film, source.tools)
    # In the order of their cost; what is wrong on paper need not be decoded.
    findings = [*check_facts(source.media, plan, output, embedded=embedded), *check_obstacles(output, device)]
    _refuse(findings)
    findings += _looked_into(film, source, plan, output, Watch(on_decoded))
    _refuse(findings)
    return output, tuple(findings)


def _looked_into(film: Path, source: SourceFile, plan: Plan, output: MediaInfo, watch: Watch) -> Iterator[Finding]:
    """Checks that start programs, at the same time because most of them only wait."""
    encoded = encoded_streams(source.media, plan, output)
    checks: list[Callable[[], Iterable[Finding]]] = [
        lambda: check_times(source, plan, film, output),
        lambda: check_interlacing(film, output, encoded, source.tools),
        lambda: check_decoding(film, output, encoded, source.tools, source.cancellation, watch.note),
    ]
    with ThreadPoolExecutor(max_workers=len(checks)) as pool:
        looks = [pool.submit(_all_of, check) for check in checks]
        watch.tell_until(looks)
        for look in looks:
            yield from look.result()


def _all_of(check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    return list(check())


def _probe(film: Path, tools: Tools) -> MediaInfo:
    try:
        return probe_headers(film, tools)
    except SourceError as error:
        finding = Finding(FindingCode.UNREADABLE, {"error": error.code})
        raise VerificationFailed("The result cannot be read.", detail=f"{finding}\n{error.detail or ''}") from error


def _refuse(findings: list[Finding]) -> None:
    if not all(finding.is_warning for finding in findings):
        raise VerificationFailed(_message(findings), detail="\n".join(map(str, findings)))


def _message(findings: list[Finding]) -> str:
    codes = {finding.code for finding in findings}
    if FindingCode.NOTHING_DECODES in codes:
        return "Nothing of the result can be shown. The film is probably damaged."
    if codes & {FindingCode.DURATION, FindingCode.ENDS_EARLY, FindingCode.ENDS_LATE}:
        return "The result does not last as long as the film."
    if FindingCode.OUT_OF_STEP in codes:
        return "In the result, sound and picture are not in step."
    return "The result is not what it should be."
