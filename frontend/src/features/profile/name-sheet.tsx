"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Sheet } from "@/components/ui/sheet";
import { TextField } from "@/components/ui/text-field";
import { sessionQuery } from "@/features/entrance";
import { answerOf, api } from "@/lib/api";
import { SheetForm } from "./sheet-form";

function useRename() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => answerOf(api.PATCH("/api/account/", { body: { name } })),
    onSuccess: () => client.invalidateQueries(sessionQuery),
  });
}

/** What one is called here; without a name, one's address. */
export function NameSheet({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useTranslations("profile.name");
  const close = useTranslations("shell")("close");
  const [typed, setTyped] = useState(name);
  const rename = useRename();
  return (
    <Sheet open onOpenChange={onClose} title={t("change")} lead={t("lead")} closeLabel={close}>
      <SheetForm
        action={t("save")}
        isReady
        isBusy={rename.isPending}
        error={rename.error}
        onDismiss={rename.reset}
        onSubmit={() => rename.mutate(typed.trim(), { onSuccess: onClose })}
      >
        <TextField
          autoFocus
          label={t("label")}
          autoComplete="name"
          maxLength={150}
          value={typed}
          onChange={setTyped}
        />
      </SheetForm>
    </Sheet>
  );
}
