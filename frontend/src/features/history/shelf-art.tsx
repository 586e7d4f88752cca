/** A shelf with room on it. */
export function ShelfArt() {
  return (
    <svg
      width="200"
      height="92"
      viewBox="0 0 200 92"
      fill="none"
      aria-hidden="true"
      className="text-line-strong"
    >
      <path d="M14 82h172" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <rect
        x="34"
        y="24"
        width="20"
        height="57"
        rx="4"
        fill="var(--accent-soft)"
        stroke="var(--accent-line)"
        strokeWidth="1.5"
      />
      <rect
        x="58"
        y="34"
        width="16"
        height="47"
        rx="4"
        fill="var(--surface)"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <rect
        x="78"
        y="18"
        width="18"
        height="63"
        rx="4"
        fill="var(--sunken)"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <rect
        x="0"
        y="0"
        width="17"
        height="56"
        rx="4"
        transform="translate(106 29.5) rotate(-14)"
        fill="var(--surface)"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path
        d="M140 66h28M140 74h18"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray="1 6"
      />
    </svg>
  );
}
