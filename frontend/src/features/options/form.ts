import type { Options, Stream } from "@/lib/api";

/** What each part of the form is given: the wishes, the film's tracks and length, its device, which wishes were just
 * refused, and where changed wishes go. */
export type FormProps = {
  options: Options;
  streams: readonly Stream[];
  /** Seconds; null when the file does not say. */
  duration: number | null;
  device: string;
  refused: readonly (keyof Options)[];
  onChange: (options: Options) => void;
};
