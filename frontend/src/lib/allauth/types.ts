/** What is used of the answers of `/_allauth/browser/v1/` (its own OpenAPI document: `/_allauth/openapi.json`). */

export type FlowId =
  | "login"
  | "signup"
  | "verify_email"
  | "mfa_authenticate"
  | "mfa_reauthenticate"
  | "mfa_trust"
  | "mfa_login_webauthn"
  | "password_reset_by_code"
  | "provider_redirect"
  | "provider_signup"
  | "reauthenticate";

/** A way on. `is_pending`: begun, and waiting for its next step. `types`: the second factors this account has. */
export type Flow = {
  id: FlowId | (string & {});
  is_pending?: boolean;
  types?: readonly AuthenticatorType[];
  provider?: { id: string; name: string };
};

export type AuthenticatorType = "totp" | "recovery_codes" | "webauthn";

export type AllauthUser = { id: string; email: string; display: string; has_usable_password: boolean };

export type Authenticated = { user: AllauthUser };

/** `param`: the field that is meant, when it is one. */
export type FieldError = { code: string; message: string; param?: string };

/** Dates are seconds since 1970. */
export type Authenticator =
  | { type: "totp"; created_at: number; last_used_at: number | null }
  | {
      type: "recovery_codes";
      created_at: number;
      last_used_at: number | null;
      total_code_count: number;
      unused_code_count: number;
      /** Only in the answer that makes or shows them. */
      unused_codes?: readonly string[];
    }
  | {
      type: "webauthn";
      id: number;
      name: string;
      created_at: number;
      last_used_at: number | null;
      is_passwordless?: boolean;
    };

export type SignedInDevice = {
  id: number;
  user_agent: string;
  ip: string;
  created_at: number;
  last_seen_at: number;
  is_current: boolean;
};

/** `verified: false`: its code has not been typed yet. */
export type EmailAddress = { email: string; verified: boolean; primary: boolean };

/** An account elsewhere with which this one is signed in to. `uid`: its name over there, `display`: as people know it. */
export type LinkedAccount = { uid: string; display: string; provider: { id: string; name: string } };

export type CreationOptions = { creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON } };
export type RequestOptions = { request_options: { publicKey: PublicKeyCredentialRequestOptionsJSON } };

export type Meta = {
  is_authenticated?: boolean;
  /** With the 404 of `account/authenticators/totp`: what an app has to be told. */
  secret?: string;
  totp_url?: string;
  recovery_codes_generated?: boolean;
};
