"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { localInput, tonight } from "./local-time";

type LaterSheetProps = {
  name: string;
  /** What was chosen before, as the server writes it. */
  chosen: string | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** `time`: when, as ISO; null: as soon as possible. */
  onChoose: (time: string | null) => void;
};

function When({ id, chosen, onChoose }: { id: string } & Pick<LaterSheetProps, "chosen" | "onChoose">) {
  const t = useTranslations("later");
  const [when, setWhen] = useState(() => localInput(chosen ? new Date(chosen) : tonight(new Date())));
  const [isPast, setIsPast] = useState(false);

  function choose(event: FormEvent) {
    event.preventDefault();
    const time = new Date(when);
    const past = !(time.getTime() > Date.now());
    setIsPast(past);
    if (!past) onChoose(time.toISOString());
  }

  return (
    <form id={id} onSubmit={choose}>
      <label htmlFor={`${id}-when`} className="mb-1.5 block text-sm font-medium">
        {t("when")}
      </label>
      <input
        id={`${id}-when`}
        type="datetime-local"
        required
        value={when}
        aria-invalid={isPast || undefined}
        aria-describedby={isPast ? `${id}-past` : undefined}
        onChange={(event) => setWhen(event.target.value)}
        className="min-h-11 w-full rounded-full border border-line-strong bg-surface px-4 text-sm font-medium tabular-nums aria-[invalid]:border-bad md:min-h-10"
      />
      {isPast ? (
        <p id={`${id}-past`} role="alert" className="mt-2 text-sm text-bad">
          {t("past")}
        </p>
      ) : null}
    </form>
  );
}

/** Asks when a film may begin. */
export function LaterSheet({ name, chosen, open, onOpenChange, onChoose }: LaterSheetProps) {
  const t = useTranslations("later");
  const close = useTranslations("shell")("close");
  const id = useId();
  const answers = (
    <>
      {chosen ? (
        <Button className="flex-1 md:flex-none" onClick={() => onChoose(null)}>
          {t("now")}
        </Button>
      ) : null}
      <Button type="submit" form={id} look="primary" className="flex-1 md:flex-none">
        {t("confirm")}
      </Button>
    </>
  );
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      lead={`${name}. ${t("lead")}`}
      closeLabel={close}
      footer={answers}
    >
      <When id={id} chosen={chosen} onChoose={onChoose} />
    </Sheet>
  );
}
