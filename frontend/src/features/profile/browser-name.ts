import Bowser from "bowser";

export type BrowserName = { browser: string | null; system: string | null };

/** What a browser's own description of itself says; scripts say neither. */
export function browserName(agent: string): BrowserName {
  if (agent.trim() === "") return { browser: null, system: null };
  const { browser, os } = Bowser.parse(agent);
  return { browser: browser.name || null, system: os.name || null };
}
