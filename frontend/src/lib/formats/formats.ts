/** Numbers as people read them, in their language. Pure: the locale is an argument. */

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** `bytes` in the largest unit that leaves a number of at least 1, decimal (1 kB = 1000 bytes). */
export function formatBytes(bytes: number, locale: string): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: BYTE_UNITS[power],
    unitDisplay: power === 0 ? "long" : "short", // the short word for bytes knows no plural in English
    maximumFractionDigits: power > 1 && value < 100 ? 1 : 0,
  }).format(value);
}

export function formatByteRate(bytesPerSecond: number, locale: string): string {
  return `${formatBytes(bytesPerSecond, locale)}/s`;
}

/** A running time as on a player: `1:02:03`, `4:05`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function unit(value: number, name: "second" | "minute" | "hour", locale: string): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
}

/** A span of time, rounded as people say it: `40 sec`, `8 min`, `2 hr 5 min`. */
export function formatSpan(seconds: number, locale: string): string {
  if (seconds < 59.5) return unit(Math.max(1, Math.round(seconds)), "second", locale);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, "minute", locale);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0
    ? unit(hours, "hour", locale)
    : `${unit(hours, "hour", locale)} ${unit(rest, "minute", locale)}`;
}

/** `fraction` 0 to 1; whole percents, never 100 before the end. */
export function formatPercent(fraction: number, locale: string): string {
  const shown = fraction >= 1 ? 1 : Math.min(Math.floor(fraction * 100), 99) / 100;
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(shown);
}

export function formatNumber(value: number, locale: string, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value);
}

export function formatDateTime(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** The time of day, to the second: for what happened just now. */
export function formatMoment(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "medium" }).format(new Date(iso));
}

export function formatDate(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(iso));
}

/** A time of day of some clock (`22:00`), as people there write it. */
export function formatWallTime(time: string, locale: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const format = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" });
  return format.format(Date.UTC(2000, 0, 1, hours, minutes));
}

export function formatList(parts: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);
}

export function capitalize(text: string, locale: string): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(locale) + rest.join("");
}
