import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the track map that is about to appear, so that nothing jumps when it does. */
export function MapToCome() {
  return (
    <div className="mt-3 grid gap-1.5">
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </div>
  );
}
