/** ISO 639-2 codes that files carry and Intl does not know, with the ones it does. */
const BIBLIOGRAPHIC: Readonly<Record<string, string>> = {
  alb: "sq",
  arm: "hy",
  baq: "eu",
  bur: "my",
  chi: "zh",
  cze: "cs",
  dut: "nl",
  fre: "fr",
  geo: "ka",
  ger: "de",
  gre: "el",
  ice: "is",
  mac: "mk",
  mao: "mi",
  may: "ms",
  per: "fa",
  rum: "ro",
  slo: "sk",
  tib: "bo",
  wel: "cy",
};

/** The code as BCP 47 wants it: `fre` and `fra` are `fr`. Null for what is no language code. */
export function canonicalLanguage(code: string): string | null {
  try {
    return Intl.getCanonicalLocales(BIBLIOGRAPHIC[code.toLowerCase()] ?? code)[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A language's name in the reader's language; the code itself when nobody knows it. */
export function languageName(code: string, locale: string): string {
  const canonical = canonicalLanguage(code);
  return canonical === null
    ? code
    : (new Intl.DisplayNames(locale, { type: "language" }).of(canonical) ?? code);
}
