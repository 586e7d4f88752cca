import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LiveSocket, openLiveSocket } from "./live-socket";

/** The other end of the line, worked by the test. */
class Line {
  static all: Line[] = [];
  static readonly CONNECTING = 0;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly url: URL) {
    Line.all.push(this);
  }

  open() {
    this.readyState = 1;
    this.onopen?.();
  }

  drop() {
    this.readyState = 3;
    this.onclose?.();
  }

  close() {
    this.drop();
  }
}

const last = () => Line.all.at(-1) as Line;
let sockets: LiveSocket[] = [];

function setUp() {
  const onMessage = vi.fn();
  const onOpen = vi.fn();
  const socket = openLiveSocket("/ws/jobs/", { onMessage, onOpen });
  sockets.push(socket);
  return { socket, onMessage, onOpen };
}

beforeEach(() => {
  Line.all = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Line);
});

afterEach(() => {
  for (const socket of sockets) socket.close();
  sockets = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the live line", () => {
  it("goes to the page's own server", () => {
    setUp();
    expect(last().url.href).toBe("ws://localhost:3000/ws/jobs/");
  });

  it("hands over what arrives", () => {
    const { onMessage } = setUp();
    last().open();
    last().onmessage?.({ data: '{"type":"job.deleted"}' });
    expect(onMessage).toHaveBeenCalledWith({ type: "job.deleted" });
  });

  it("comes back by itself and says that it was away", () => {
    const { socket, onOpen } = setUp();
    last().open();
    last().drop();
    expect(socket.connection()).toBe("lost");
    vi.advanceTimersByTime(500);
    last().open();
    expect(socket.connection()).toBe("open");
    expect(onOpen.mock.calls).toEqual([[false], [true]]);
  });

  it("waits longer after each failed try", () => {
    setUp();
    last().drop();
    vi.advanceTimersByTime(500);
    last().drop();
    vi.advanceTimersByTime(500);
    expect(Line.all).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(Line.all).toHaveLength(3);
  });

  it("tries at once when the browser is online again", () => {
    setUp();
    last().open();
    last().drop();
    window.dispatchEvent(new Event("online"));
    expect(Line.all).toHaveLength(2);
  });

  it("stays closed once closed", () => {
    const { socket } = setUp();
    last().open();
    socket.close();
    vi.advanceTimersByTime(60_000);
    expect(Line.all).toHaveLength(1);
  });
});
