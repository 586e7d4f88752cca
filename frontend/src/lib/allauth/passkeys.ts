import { allauth, type Said } from "./client";
import type { Authenticated, RequestOptions } from "./types";

/** False in old browsers, and on an address that is neither https nor localhost. */
export function canUsePasskeys(): boolean {
  return (
    typeof window !== "undefined" &&
    typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON === "function"
  );
}

/** Whether the person, or the browser for them, closed the question; nothing is wrong then. */
export function isDismissed(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}

function asJson(credential: Credential | null): object {
  if (!(credential instanceof PublicKeyCredential))
    throw new DOMException("nothing chosen", "NotAllowedError");
  return credential.toJSON();
}

/** Makes a new passkey. Rejects with the browser's DOMException. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<object> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return asJson(await navigator.credentials.create({ publicKey }));
}

type Proof = "auth/webauthn/login" | "auth/webauthn/authenticate" | "auth/webauthn/reauthenticate";

async function prove(path: Proof, how: CredentialRequestOptions): Promise<Said<Authenticated>> {
  const asked = await allauth<RequestOptions>("GET", path, undefined, how.signal);
  if (asked.kind !== "done") return asked;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.data.request_options.publicKey);
  const credential = asJson(await navigator.credentials.get({ ...how, publicKey }));
  return allauth<Authenticated>("POST", path, { credential });
}

/** Proves the possession of a passkey. Rejects with the browser's DOMException. */
export function provePasskey(path: Proof): Promise<Said<Authenticated>> {
  return prove(path, {});
}

/** Whether this browser can offer passkeys among the addresses that it fills in. */
export async function canOfferPasskeys(): Promise<boolean> {
  return canUsePasskeys() && ((await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false);
}

/** Signs in with the passkey that is chosen from what the browser fills in, whenever that is. A browser answers one
 * question about passkeys at a time: another one has to wait until `signal` has ended this one. */
export function offerPasskeys(signal: AbortSignal): Promise<Said<Authenticated>> {
  return prove("auth/webauthn/login", { mediation: "conditional", signal });
}
