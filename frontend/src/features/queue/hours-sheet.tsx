"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { Sheet } from "@/components/ui/sheet";
import { useChangeQueue } from "@/features/jobs";
import { ActionProblem } from "@/features/problems";
import type { Queue, QueueHours } from "@/lib/api";

const NIGHT: QueueHours = { from: "22:00", until: "07:00" };

type TimeFieldProps = { label: string; value: string; invalid: boolean; onChange: (value: string) => void };

function TimeField({ label, value, invalid, onChange }: TimeFieldProps) {
  const id = useId();
  return (
    <div className="flex-1">
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="time"
        required
        value={value}
        aria-invalid={invalid || undefined}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-11 w-full rounded-full border border-line-strong bg-surface px-4 text-sm font-medium tabular-nums aria-[invalid]:border-bad md:min-h-10"
      />
    </div>
  );
}

type FormProps = { queue: Queue; id: string; onDone: () => void };

function HoursForm({ queue, id, onDone }: FormProps) {
  const t = useTranslations("queue");
  const change = useChangeQueue();
  const [limited, setLimited] = useState(queue.hours !== null);
  const [hours, setHours] = useState<QueueHours>(queue.hours ?? NIGHT);
  const same = limited && hours.from === hours.until;

  function save(event: FormEvent) {
    event.preventDefault();
    if (!same) change.mutate({ hours: limited ? hours : null }, { onSuccess: onDone });
  }

  return (
    <form id={id} onSubmit={save}>
      <ChoiceGroup
        label={t("hoursTitle")}
        value={limited ? "limited" : "always"}
        onChange={(value) => setLimited(value === "limited")}
        choices={[
          { value: "always", label: t("always") },
          { value: "limited", label: t("tonight"), hint: t("tonightHint") },
        ]}
      />
      {limited ? (
        <div className="mt-4">
          <div className="flex gap-3">
            <TimeField
              label={t("from")}
              value={hours.from}
              invalid={same}
              onChange={(from) => setHours({ ...hours, from })}
            />
            <TimeField
              label={t("until")}
              value={hours.until}
              invalid={same}
              onChange={(until) => setHours({ ...hours, until })}
            />
          </div>
          <p
            role={same ? "alert" : undefined}
            className={same ? "mt-2 text-sm text-bad" : "mt-2 text-xs text-ink-3"}
          >
            {same ? t("sameHours") : t("zone", { zone: queue.time_zone.replaceAll("_", " ") })}
          </p>
        </div>
      ) : null}
      {change.isError ? <ActionProblem error={change.error} onDismiss={change.reset} /> : null}
    </form>
  );
}

type HoursSheetProps = { queue: Queue; open: boolean; onOpenChange: (open: boolean) => void };

/** When the queue may begin films: at any time, or within hours of the day. */
export function HoursSheet({ queue, open, onOpenChange }: HoursSheetProps) {
  const t = useTranslations("queue");
  const close = useTranslations("shell")("close");
  const id = useId();
  const save = (
    <Button type="submit" form={id} look="primary" className="flex-1 md:flex-none">
      {t("save")}
    </Button>
  );
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("hoursTitle")}
      lead={t("hoursLead")}
      closeLabel={close}
      footer={save}
    >
      <HoursForm queue={queue} id={id} onDone={() => onOpenChange(false)} />
    </Sheet>
  );
}
