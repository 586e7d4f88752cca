/** Times as `<input type="datetime-local">` has them, in the reader's own time zone. */

const two = (n: number) => String(n).padStart(2, "0");

export function localInput(time: Date): string {
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

const NIGHT = 23; // o'clock

/** The next time it is eleven in the evening. */
export function tonight(now: Date): Date {
  const night = new Date(now);
  night.setHours(NIGHT, 0, 0, 0);
  if (night <= now) night.setDate(night.getDate() + 1);
  return night;
}
