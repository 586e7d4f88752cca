"use client";

import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  CalendarClock,
  Ellipsis,
  Pause,
  X,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionMenu, MenuAction, MenuChoice, MenuSeparator } from "@/components/ui/action-menu";
import { IconButton } from "@/components/ui/button";
import type { Job } from "@/lib/api";
import { LaterSheet } from "./later-sheet";
import type { RowSteps } from "./use-row-steps";

const PRIORITIES = ["high", "normal", "low"] as const;

type RowMenuProps = { job: Job; line: readonly string[]; steps: RowSteps };

/** Other places in the line: what dragging does, without dragging. */
function Places({ steps }: { steps: RowSteps }) {
  const t = useTranslations("queue");
  return (
    <>
      <MenuAction
        icon={<ArrowUpToLine size={16} aria-hidden />}
        disabled={steps.isFirst}
        onSelect={steps.first}
      >
        {t("first")}
      </MenuAction>
      <MenuAction icon={<ArrowUp size={16} aria-hidden />} disabled={steps.isFirst} onSelect={steps.up}>
        {t("up")}
      </MenuAction>
      <MenuAction icon={<ArrowDown size={16} aria-hidden />} disabled={steps.isLast} onSelect={steps.down}>
        {t("down")}
      </MenuAction>
      <MenuAction
        icon={<ArrowDownToLine size={16} aria-hidden />}
        disabled={steps.isLast}
        onSelect={steps.last}
      >
        {t("last")}
      </MenuAction>
      <MenuSeparator />
    </>
  );
}

export function RowMenu({ job, line, steps }: RowMenuProps) {
  const t = useTranslations("queue");
  const desk = useTranslations("desk");
  const [choosing, setChoosing] = useState(false);
  const label = t("actions", { name: job.filename });
  const trigger = (
    <IconButton label={label} className="-mr-2">
      <Ellipsis size={18} aria-hidden />
    </IconButton>
  );
  function setTime(time: string | null) {
    setChoosing(false);
    steps.setTime(time);
  }
  return (
    <>
      <ActionMenu label={label} trigger={trigger}>
        {line.length > 1 ? <Places steps={steps} /> : null}
        <MenuAction icon={<CalendarClock size={16} aria-hidden />} onSelect={() => setChoosing(true)}>
          {desk("later")}
        </MenuAction>
        <MenuAction icon={<Pause size={16} aria-hidden />} onSelect={steps.pause}>
          {desk("pause")}
        </MenuAction>
        <MenuAction icon={<X size={16} aria-hidden />} onSelect={steps.cancel}>
          {desk("cancel")}
        </MenuAction>
        <MenuSeparator />
        <MenuChoice
          label={t("priority")}
          value={job.priority}
          onChoose={steps.setPriority}
          choices={PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) }))}
        />
      </ActionMenu>
      <LaterSheet
        name={job.filename}
        chosen={job.not_before}
        open={choosing}
        onOpenChange={setChoosing}
        onChoose={setTime}
      />
    </>
  );
}
