import type { Options, Stream } from "@/lib/api";

/** What each part of the form is given: the wishes, the film's tracks, its device, and where changed wishes go. */
export type FormProps = {
  options: Options;
  streams: readonly Stream[];
  device: string;
  onChange: (options: Options) => void;
};
