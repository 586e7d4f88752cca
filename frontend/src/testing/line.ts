import { vi } from "vitest";

/** The other end of a WebSocket, worked by the test. */
export class Line {
  static all: Line[] = [];
  static readonly CONNECTING = 0;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: URL) {
    Line.all.push(this);
  }

  open() {
    this.readyState = 1;
    this.onopen?.();
  }

  /** 1006: without a word. */
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  close() {
    this.drop();
  }
}

/** Puts `Line` in the place of the browser's WebSocket. */
export function stubLines(): void {
  Line.all = [];
  vi.stubGlobal("WebSocket", Line);
}

export function lastLine(): Line {
  const line = Line.all.at(-1);
  if (!line) throw new Error("nobody opened a WebSocket");
  return line;
}
