import { useId } from "react";

/** The program's name, as it stands beside its mark. */
export function Wordmark() {
  return (
    <span>
      mkv2cast<span className="text-accent">UI</span>
    </span>
  );
}

/** A film being cast: the screen is a reel's frame, the waves leave from its corner. */
export function Logo() {
  const cut = useId();
  return (
    <svg width="32" height="26" viewBox="0 0 32 26" fill="none" aria-hidden="true">
      <mask id={cut}>
        <rect width="32" height="26" fill="white" />
        <path d="M0 8.5A15.5 15.5 0 0 1 15.5 24V26H0z" fill="black" />
      </mask>
      <rect
        x="1.25"
        y="1.25"
        width="29.5"
        height="21.5"
        rx="5"
        stroke="currentColor"
        strokeWidth="2"
        mask={`url(#${cut})`}
      />
      <path
        d="M1.5 18a5.5 5.5 0 0 1 5.5 5.5M1.5 12.5A11 11 0 0 1 12.5 23.5"
        stroke="var(--accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <path
        d="M16.5 7.6v7.4a.5.5 0 0 0 .76.43l6.2-3.7a.5.5 0 0 0 0-.86l-6.2-3.7a.5.5 0 0 0-.76.43z"
        fill="var(--accent)"
      />
    </svg>
  );
}
