import { Film } from "lucide-react";

export function DropOverlay({ title, text }: { title: string; text: string }) {
  return (
    <div className="pointer-events-none fixed inset-0 z-40 animate-[appear_120ms_ease-out] bg-[color-mix(in_srgb,var(--paper)_80%,transparent)] p-4 backdrop-blur-sm md:p-8">
      <div className="grid h-full place-content-center justify-items-center gap-3 rounded-lg border-2 border-dashed border-accent bg-[color-mix(in_srgb,var(--accent-soft)_70%,transparent)] text-center">
        <span className="grid size-16 place-items-center rounded-full bg-accent text-accent-ink">
          <Film size={32} aria-hidden />
        </span>
        <p className="font-display text-2xl font-bold tracking-[-0.02em]">{title}</p>
        <p className="text-ink-2">{text}</p>
      </div>
    </div>
  );
}
