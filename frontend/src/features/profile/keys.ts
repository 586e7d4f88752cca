/** Where the page keeps what the server said. */
export const AUTHENTICATORS = ["account", "authenticators"] as const;
export const ADDRESSES = ["account", "addresses"] as const;
export const DEVICES = ["account", "devices"] as const;
export const PROVIDERS = ["account", "providers"] as const;
export const TOKENS = ["account", "tokens"] as const;
export const TOTP_SECRET = ["account", "totp-secret"] as const;
export const USAGE = ["account", "usage"] as const;
