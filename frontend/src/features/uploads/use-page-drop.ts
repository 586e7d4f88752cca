"use client";

import { useEffect, useEffectEvent, useState } from "react";

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** Makes the whole page a place to drop files on. Answers whether files hover over it. */
export function usePageDrop(onDrop: (event: DragEvent) => void): boolean {
  const [hovering, setHovering] = useState(false);
  const drop = useEffectEvent(onDrop);

  useEffect(() => {
    // Entering a child comes before leaving its parent: count both, or the overlay flickers.
    let depth = 0;
    function enter(event: DragEvent) {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setHovering(true);
    }
    function over(event: DragEvent) {
      if (carriesFiles(event)) event.preventDefault();
    }
    function leave(event: DragEvent) {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setHovering(false);
    }
    function land(event: DragEvent) {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setHovering(false);
      drop(event);
    }
    const handlers = { dragenter: enter, dragover: over, dragleave: leave, drop: land } as const;
    for (const [name, handler] of Object.entries(handlers))
      document.addEventListener(name, handler as EventListener);
    return () => {
      for (const [name, handler] of Object.entries(handlers))
        document.removeEventListener(name, handler as EventListener);
    };
  }, []);

  return hovering;
}
