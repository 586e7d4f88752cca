import type { DragEndEvent, DragOverEvent, DragStartEvent } from "@dnd-kit/dom";
import { isSortable } from "@dnd-kit/dom/sortable";
import type { useTranslations } from "next-intl";
import type { Job } from "@/lib/api";

type Source = DragStartEvent["operation"]["source"];

/** `jobs`: the line as it is when something is said. */
export type DragWords = { t: ReturnType<typeof useTranslations<"queue">>; jobs: () => readonly Job[] };

/** What is read aloud while a film is moved in the line. */
export function dragWords({ t, jobs }: DragWords) {
  const nameOf = (source: Source) => jobs().find((job) => job.id === source?.id)?.filename ?? "";
  const placeOf = (source: Source) => (source && isSortable(source) ? source.index + 1 : 1);
  const facts = (source: Source) => ({ name: nameOf(source), place: placeOf(source), count: jobs().length });
  return {
    screenReaderInstructions: { draggable: t("dragHint") },
    announcements: {
      dragstart: ({ operation: { source } }: DragStartEvent) => t("lifted", { name: nameOf(source) }),
      dragover: ({ operation: { source } }: DragOverEvent) => t("over", facts(source)),
      dragend: ({ operation: { source }, canceled }: DragEndEvent) =>
        canceled ? t("putBack", { name: nameOf(source) }) : t("dropped", facts(source)),
    },
  };
}
