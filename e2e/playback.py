"""Whether a ``<video>`` element really plays: Chromium is silent about what it can't decode."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator

_EVIDENCE = """async (video) => {
  video.muted = true;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const decoded = () => ({
    time: video.currentTime,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    audio: video.webkitAudioDecodedByteCount,
  });
  await video.play().catch(() => undefined);
  const start = decoded();
  const deadline = performance.now() + 60000;
  while (performance.now() < deadline) {
    await wait(100);
    const now = decoded();
    const moved = now.time > start.time + 0.8 || video.ended;
    if (video.error || (moved && now.frames > 5)) break;
  }
  const canvas = document.createElement("canvas");
  canvas.width = 64; canvas.height = 36;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, 64, 36);
  const pixels = context.getImageData(0, 0, 64, 36).data;
  const colours = new Set();
  for (let i = 0; i < pixels.length; i += 4) {
    colours.add((pixels[i] >> 4) * 256 + (pixels[i+1] >> 4) * 16 + (pixels[i+2] >> 4));
  }
  const end = decoded();
  return {
    error: video.error ? `${video.error.code}: ${video.error.message}` : null,
    advanced: end.time - start.time,
    width: video.videoWidth, height: video.videoHeight,
    frames: end.frames, audio_bytes: end.audio, colours: colours.size,
    duration: video.duration,
  };
}"""

_SEEK = """async (video) => {
  const target = video.duration * 0.6;
  const sought = new Promise((done) => video.addEventListener("seeked", done, { once: true }));
  video.currentTime = target;
  await Promise.race([sought, new Promise((done) => setTimeout(done, 60000))]);
  return Math.abs(video.currentTime - target);
}"""


@dataclass(frozen=True)
class Playback:
    """Evidence of about a second of playing. ``advanced``, ``duration``: seconds; ``audio_bytes``: decoded audio."""

    error: str | None
    advanced: float
    width: int
    height: int
    frames: int
    audio_bytes: int
    colours: int
    duration: float


def play(video: Locator) -> Playback:
    return Playback(**video.evaluate(_EVIDENCE))


def seek_error(video: Locator) -> float:
    """Seconds between where a seek to 60 % was sent and where it landed."""
    return float(video.evaluate(_SEEK))
