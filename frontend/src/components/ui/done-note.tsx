import { Check } from "lucide-react";

/** Says, where it was done, that it is; read aloud as it appears. Null: nothing was done yet. */
export function DoneNote({ children }: { children: string | null }) {
  return (
    <p role="status" className="my-3 flex items-center gap-2 text-sm font-medium text-good empty:hidden">
      {children === null ? null : (
        <>
          <Check size={16} aria-hidden />
          {children}
        </>
      )}
    </p>
  );
}
