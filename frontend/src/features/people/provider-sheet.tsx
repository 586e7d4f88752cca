"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceGroup } from "@/components/ui/choice-group";
import { Sheet } from "@/components/ui/sheet";
import { SheetForm } from "@/features/profile";
import { callbackOf, type ProviderKind, providerId } from "./provider-address";
import { restOf } from "./provider-errors";
import {
  CallbackField,
  FIELDS,
  isComplete,
  NOTHING_SAID,
  ProviderFields,
  type Said,
} from "./provider-fields";
import { type Provider, useAddProvider, useChangeProvider } from "./provider-queries";

const KINDS: readonly ProviderKind[] = ["google", "github", "oidc"];
const KIND_NAMES = { google: "Google", github: "GitHub", oidc: "OpenID Connect" } satisfies Record<
  ProviderKind,
  string
>;

/** Google and GitHub are what they are: they have no name and no groups of ours. */
function ofKind(kind: ProviderKind, said: Said) {
  const { client_id, secret, ...rest } = said;
  const common = { client_id: client_id.trim(), ...(secret ? { secret } : {}) };
  return kind === "oidc" ? { ...common, ...rest } : common;
}

export function AddProviderSheet({ known, onClose }: { known: readonly Provider[]; onClose: () => void }) {
  const t = useTranslations("people.providers");
  const close = useTranslations("shell")("close");
  const taken = known.map(({ id }) => id);
  const kinds = KINDS.filter((each) => each === "oidc" || !taken.includes(each));
  const [kind, setKind] = useState<ProviderKind>(kinds[0] ?? "oidc");
  const [said, setSaid] = useState(NOTHING_SAID);
  const add = useAddProvider();
  const id = kind === "oidc" ? providerId(said.name, taken) : kind;
  const body = { kind, secret: said.secret, ...ofKind(kind, said), ...(kind === "oidc" ? { id } : {}) };
  return (
    <Sheet open onOpenChange={onClose} title={t("add")} lead={t("addLead")} closeLabel={close}>
      <SheetForm
        action={t("save")}
        isReady={isComplete(kind, said, false)}
        isBusy={add.isPending}
        error={restOf(add.error, FIELDS)}
        onDismiss={add.reset}
        onSubmit={() => add.mutate(body, { onSuccess: onClose })}
      >
        {kinds.length > 1 ? (
          <ChoiceGroup
            label={t("kind")}
            layout="row"
            choices={kinds.map((value) => ({ value, label: KIND_NAMES[value] }))}
            value={kind}
            onChange={(next) => {
              setKind(next);
              add.reset();
            }}
          />
        ) : null}
        <ProviderFields
          kind={kind}
          said={said}
          callback={callbackOf(kind, id, window.location.origin)}
          isSecretKept={false}
          error={add.error}
          onChange={(some) => setSaid({ ...said, ...some })}
        />
      </SheetForm>
    </Sheet>
  );
}

type EditProps = { provider: Provider; onRemove: () => void; onClose: () => void };

export function EditProviderSheet({ provider, onRemove, onClose }: EditProps) {
  const t = useTranslations("people.providers");
  const close = useTranslations("shell")("close");
  const { kind, name, client_id, issuer, groups_claim, admin_group, callback_url } = provider;
  const [said, setSaid] = useState<Said>({
    name,
    client_id,
    secret: "",
    issuer: issuer ?? "",
    groups_claim: groups_claim ?? NOTHING_SAID.groups_claim,
    admin_group: admin_group ?? "",
  });
  const change = useChangeProvider(provider.id);
  return (
    <Sheet open onOpenChange={onClose} title={name} lead={KIND_NAMES[kind]} closeLabel={close}>
      <SheetForm
        action={t("save")}
        isReady={isComplete(kind, said, !provider.needs_secret)}
        isBusy={change.isPending}
        error={restOf(change.error, FIELDS)}
        onDismiss={change.reset}
        onSubmit={() => change.mutate(ofKind(kind, said), { onSuccess: onClose })}
        beside={
          <Button look="quiet" onClick={onRemove}>
            {t("remove")}
          </Button>
        }
      >
        <ProviderFields
          kind={kind}
          said={said}
          callback={callback_url}
          isSecretKept={!provider.needs_secret}
          error={change.error}
          onChange={(some) => setSaid({ ...said, ...some })}
        />
      </SheetForm>
    </Sheet>
  );
}

/** One of variables: nothing can be changed here, and why. */
export function FixedProviderSheet({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const t = useTranslations("people.providers");
  const close = useTranslations("shell")("close");
  const variable = `${provider.kind.toUpperCase()}_CLIENT_ID`;
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={provider.name}
      lead={t("fixedLead", { variable })}
      closeLabel={close}
    >
      <div className="pb-5">
        <CallbackField address={provider.callback_url} />
      </div>
    </Sheet>
  );
}
