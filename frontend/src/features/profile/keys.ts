/** Where the page keeps what the server said. */
export const AUTHENTICATORS = ["account", "authenticators"] as const;
export const DEVICES = ["account", "devices"] as const;
export const TOKENS = ["account", "tokens"] as const;
export const TOTP_SECRET = ["account", "totp-secret"] as const;
