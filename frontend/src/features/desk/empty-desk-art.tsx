/** A reel that becomes light on a screen: a solid line for what is kept, a dashed one for what is converted. */
export function EmptyDeskArt() {
  return (
    <svg
      width="264"
      height="104"
      viewBox="0 0 264 104"
      fill="none"
      aria-hidden="true"
      className="max-w-full text-line-strong"
    >
      <path d="M70 52h32" stroke="var(--good)" strokeWidth="2" strokeLinecap="round" />
      <path d="M150 52h30" stroke="var(--work)" strokeWidth="2" strokeDasharray="5 5" strokeLinecap="round" />
      <g>
        <circle cx="42" cy="52" r="30" fill="var(--surface)" stroke="currentColor" strokeWidth="2" />
        <circle cx="42" cy="52" r="5" fill="var(--ink-3)" />
        <g fill="var(--sunken)" stroke="currentColor" strokeWidth="1.5">
          <circle cx="42" cy="35" r="7" />
          <circle cx="56.7" cy="60.5" r="7" />
          <circle cx="27.3" cy="60.5" r="7" />
        </g>
      </g>
      <g>
        <rect
          x="102"
          y="28"
          width="48"
          height="48"
          rx="14"
          fill="var(--accent-soft)"
          stroke="var(--accent-line)"
          strokeWidth="1.5"
        />
        <path
          d="M113 58a8 8 0 0 1 8 8M113 49.5a16.5 16.5 0 0 1 16.5 16.5"
          stroke="var(--accent)"
          strokeWidth="2.5"
          strokeLinecap="round"
        />
        <path d="M129 37v12l10-6z" fill="var(--accent)" />
      </g>
      <g>
        <rect
          x="180"
          y="26"
          width="76"
          height="48"
          rx="8"
          fill="var(--surface)"
          stroke="currentColor"
          strokeWidth="2"
        />
        <path d="M206 88h24M218 74v14" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        <path d="M190 64l16-15 12 11 9-7 19 11z" fill="var(--sunken)" />
        <circle cx="240" cy="40" r="5" fill="var(--accent-line)" />
      </g>
    </svg>
  );
}
