import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Line, lastLine, stubLines } from "@/testing/line";
import { type LiveSocket, openLiveSocket } from "./live-socket";

let sockets: LiveSocket[] = [];

function setUp() {
  const onMessage = vi.fn();
  const onOpen = vi.fn();
  const onRefused = vi.fn();
  const socket = openLiveSocket("/ws/jobs/", { onMessage, onOpen, onRefused });
  sockets.push(socket);
  return { socket, onMessage, onOpen, onRefused };
}

beforeEach(() => {
  vi.useFakeTimers();
  stubLines();
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
    expect(lastLine().url.href).toBe("ws://localhost:3000/ws/jobs/");
  });

  it("hands over what arrives", () => {
    const { onMessage } = setUp();
    lastLine().open();
    lastLine().onmessage?.({ data: '{"type":"job.deleted"}' });
    expect(onMessage).toHaveBeenCalledWith({ type: "job.deleted" });
  });

  it("comes back by itself and says that it was away", () => {
    const { socket, onOpen } = setUp();
    lastLine().open();
    lastLine().drop();
    expect(socket.connection()).toBe("lost");
    vi.advanceTimersByTime(500);
    lastLine().open();
    expect(socket.connection()).toBe("open");
    expect(onOpen.mock.calls).toEqual([[false], [true]]);
  });

  it("waits longer after each failed try", () => {
    setUp();
    lastLine().drop();
    vi.advanceTimersByTime(500);
    lastLine().drop();
    vi.advanceTimersByTime(500);
    expect(Line.all).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(Line.all).toHaveLength(3);
  });

  it("tries at once when the browser is online again", () => {
    setUp();
    lastLine().open();
    lastLine().drop();
    window.dispatchEvent(new Event("online"));
    expect(Line.all).toHaveLength(2);
  });

  it("does not come back by itself where nobody is signed in, but at once when somebody is", () => {
    const { socket, onOpen, onRefused } = setUp();
    lastLine().open();
    lastLine().drop(4401);
    expect(onRefused).toHaveBeenCalledOnce();
    expect(socket.connection()).toBe("connecting");
    vi.advanceTimersByTime(60_000);
    window.dispatchEvent(new Event("online"));
    expect(Line.all).toHaveLength(1);
    socket.resume();
    socket.resume();
    expect(Line.all).toHaveLength(2);
    lastLine().open();
    expect(onOpen.mock.calls).toEqual([[false], [true]]);
  });

  it("is not stubborn where it is refused although somebody is signed in", () => {
    const { socket } = setUp();
    for (const lines of [1, 2, 3]) {
      lastLine().open();
      lastLine().drop(4401);
      socket.resume();
      expect(Line.all).toHaveLength(lines === 1 ? 2 : lines);
      vi.advanceTimersByTime(1000);
      expect(Line.all).toHaveLength(lines + 1);
    }
    lastLine().open();
    lastLine().onmessage?.({ data: "{}" });
    lastLine().drop(4401);
    socket.resume();
    expect(Line.all).toHaveLength(5);
  });

  it("stays closed once closed", () => {
    const { socket } = setUp();
    lastLine().open();
    socket.close();
    vi.advanceTimersByTime(60_000);
    expect(Line.all).toHaveLength(1);
  });
});
