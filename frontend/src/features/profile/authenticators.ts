import type { Authenticator, AuthenticatorType } from "@/lib/allauth";

export type Totp = Extract<Authenticator, { type: "totp" }>;
export type RecoveryCodes = Extract<Authenticator, { type: "recovery_codes" }>;
export type Passkey = Extract<Authenticator, { type: "webauthn" }>;

function ofType<Type extends AuthenticatorType>(all: readonly Authenticator[], type: Type) {
  return all.filter((each): each is Extract<Authenticator, { type: Type }> => each.type === type);
}

/** What somebody proves with, by kind. */
export function sorted(all: readonly Authenticator[]) {
  return {
    totp: ofType(all, "totp")[0] ?? null,
    recovery: ofType(all, "recovery_codes")[0] ?? null,
    passkeys: ofType(all, "webauthn"),
  };
}
