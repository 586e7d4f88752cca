/** A screen whose cable has come out. */
export function UnpluggedArt() {
  return (
    <svg
      width="168"
      height="88"
      viewBox="0 0 168 88"
      fill="none"
      aria-hidden="true"
      className="text-line-strong"
    >
      <rect
        x="6"
        y="8"
        width="84"
        height="54"
        rx="9"
        fill="var(--surface)"
        stroke="currentColor"
        strokeWidth="2"
      />
      <path d="M34 80h28M48 62v18" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M38 35h.01M58 35h.01" stroke="var(--ink-3)" strokeWidth="4" strokeLinecap="round" />
      <path d="M41 48c4-4 10-4 14 0" stroke="var(--ink-3)" strokeWidth="2" strokeLinecap="round" />
      <path d="M90 40c12 0 10 14 20 14h4" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M114 48h7a6 6 0 0 1 0 12h-7z" fill="var(--surface)" stroke="currentColor" strokeWidth="2" />
      <path d="M127 51h6M127 57h6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M143 44l4-5M146 54h7M143 64l4 5" stroke="var(--work)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
