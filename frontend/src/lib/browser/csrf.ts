const COOKIE = "mkv2castui_csrf";
const HEADER = "X-CSRFToken";
const SAFE = ["GET", "HEAD", "OPTIONS"];

function cookie(name: string): string | null {
  const pairs = document.cookie.split("; ");
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : decodeURIComponent(found.slice(name.length + 1));
}

/** What proves to the server that a change is wanted by its own page. Empty for what changes nothing, and for a
 * program without sign-in, which sets no such cookie. */
export function csrfHeaders(method: string): Record<string, string> {
  const token = SAFE.includes(method.toUpperCase()) ? null : cookie(COOKIE);
  return token === null ? {} : { [HEADER]: token };
}
