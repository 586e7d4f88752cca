import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { type Locale, NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { vi } from "vitest";
import type { Device, Job } from "@/lib/api";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import { queue } from "./films";
import { local } from "./sessions";

const CATALOGUES = { en, de };

/** Renders as a page does: a language, a cache, and nothing remembered from other tests. */
export function renderPage(content: ReactNode, locale: Locale & keyof typeof CATALOGUES = "en") {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <NextIntlClientProvider locale={locale} messages={CATALOGUES[locale]} timeZone="UTC">
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </NextIntlClientProvider>
  );
  return { client, ...render(content, { wrapper }) };
}

const DEVICES: Device[] = (
  [
    ["any-chromecast", "cast", true],
    ["chromecast-2", "stick", false],
    ["chromecast-3", "stick", false],
    ["nest-hub", "display", false],
  ] as const
).map(([id, icon, is_default]) => ({
  id,
  name: id,
  summary: "",
  source: "",
  checked: "2026-11-22",
  max_width: 1920,
  max_height: 1080,
  video_codecs: [],
  dynamic_ranges: [],
  icon,
  is_default,
}));

type Asked = { method: string; path: string; body: unknown };
type Answer = (asked: Asked) => Response | undefined;

export const answer = (body: unknown, status = 200) => Response.json(body, { status });

function usual({ path }: Asked, jobs: readonly Job[]): Response {
  const address = new URL(path, "http://server");
  if (address.pathname === "/api/devices/") return answer(DEVICES);
  if (address.pathname === "/api/session/") return answer(local());
  if (address.pathname === "/api/queue/") return answer(queue());
  const statuses = address.searchParams.get("status")?.split(",");
  const results = jobs.filter((each) => !statuses || statuses.includes(each.status));
  return answer({ next: null, previous: null, results });
}

/** The server at the other end of fetch. `special` answers first; what it leaves is answered as usual. */
export function serve(jobs: readonly Job[], special: Answer = () => undefined): Asked[] {
  const requests: Asked[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const asked = { method: request.method, path: pathname + search, body: text ? JSON.parse(text) : null };
    requests.push(asked);
    return special(asked) ?? usual(asked, jobs);
  });
  return requests;
}
