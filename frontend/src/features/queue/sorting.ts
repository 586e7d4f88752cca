import { Accessibility, DragDropManager } from "@dnd-kit/dom";
import { isSortable, Sortable } from "@dnd-kit/dom/sortable";
import { type DragWords, dragWords } from "./drag-words";

type Row = { id: string; index: number; element: Element; handle: Element };

/** From which place in the line to which. */
type OnMove = (id: string, from: number, to: number) => void;

/** A line whose rows are moved at their handles: by mouse, finger, or keyboard (space, arrows, space). */
export function sortedLine(words: DragWords, onMove: OnMove) {
  const spoken = Accessibility.configure(dragWords(words));
  const manager = new DragDropManager({
    plugins: (usual) => usual.map((each) => (each === Accessibility ? spoken : each)),
  });
  manager.monitor.addEventListener("dragend", ({ canceled, operation: { source } }) => {
    if (!canceled && isSortable(source)) onMove(String(source.id), source.initialIndex, source.index);
  });
  return { add: (row: Row) => new Sortable(row, manager), end: () => manager.destroy() };
}

export type SortedLine = ReturnType<typeof sortedLine>;
