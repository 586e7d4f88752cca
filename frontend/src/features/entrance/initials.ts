/** One or two letters that stand for somebody: `Ada Lovelace` is AL, `ada@example.org` is A. */
export function initials(name: string): string {
  const words = name.split("@")[0]?.split(/\s+/).filter(Boolean) ?? [];
  const wanted = words.length > 1 ? [words[0], words.at(-1)] : words;
  return wanted
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}
