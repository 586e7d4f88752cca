import type { Schemas } from "@/lib/api";

export type ProviderKind = Schemas["ProviderView"]["kind"];

/** What no OpenID provider of the page can be called: the server keeps these for others. */
const KEPT = ["google", "github", "oidc"];
const LONGEST = 36;

/** What a provider of this name is called in addresses: never what another is called already. */
export function providerId(name: string, taken: readonly string[]): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words =
    plain
      .match(/[a-z0-9]+/g)
      ?.join("-")
      .slice(0, LONGEST)
      .replace(/-$/, "") ?? "sso";
  const others = new Set([...taken, ...KEPT]);
  if (!others.has(words)) return words;
  let number = 2;
  while (others.has(`${words}-${number}`)) number += 1;
  return `${words}-${number}`;
}

/** Where a provider that is yet to be made will have to send people back to. */
export function callbackOf(kind: ProviderKind, id: string, origin: string): string {
  return `${origin}/accounts/${kind === "oidc" ? `oidc/${id}` : kind}/login/callback/`;
}
