import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

/** Generous: a busy machine is slow, not wrong. */
configure({ asyncUtilTimeout: 10_000 });

/** jsdom has no layout, so nothing ever changes its size. */
class NoResize implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

globalThis.ResizeObserver ??= NoResize;

/** Node's Request knows no page whose address completes a relative one. */
globalThis.Request = class extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" ? new URL(input, window.location.href) : input, init);
  }
};

afterEach(cleanup);
afterEach(() => localStorage.clear());
