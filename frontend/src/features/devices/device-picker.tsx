"use client";

import * as Radio from "@radix-ui/react-radio-group";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { ProblemNotice } from "@/features/problems";
import { tilesFor } from "./chosen";
import { DeviceChoice } from "./device-choice";
import { DeviceTile } from "./device-tile";
import { useDevices } from "./queries";
import { useChosenDevice } from "./use-chosen-device";

const SHELF =
  "-mx-[var(--edge)] grid snap-x auto-cols-[9.25rem] grid-flow-col gap-2 overflow-x-auto scroll-px-[var(--edge)] px-[var(--edge)] py-1 " +
  "[scrollbar-width:none] md:mx-0 md:grid-flow-row md:auto-cols-auto md:grid-cols-6 md:overflow-visible md:px-0";

function Waiting() {
  const t = useTranslations("devices");
  return (
    <div role="status" aria-label={t("loading")} className={cx(SHELF, "mb-12 md:mb-11")}>
      {["a", "b", "c", "d", "e", "f"].map((name) => (
        <Skeleton key={name} className="h-[6.75rem] rounded-md" />
      ))}
    </div>
  );
}

function AllDevices({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("devices");
  const close = useTranslations("shell")("close");
  const { device, choose } = useChosenDevice();
  function chooseAndClose(id: string) {
    choose(id);
    onOpenChange(false);
  }
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("moreTitle")}
      lead={t("moreLead")}
      closeLabel={close}
      size="wide"
    >
      <DeviceChoice label={t("label")} value={device?.id ?? null} onChange={chooseAndClose} />
    </Sheet>
  );
}

/** The one question: which device will play it. The answer is remembered in this browser. */
export function DevicePicker() {
  const t = useTranslations("devices");
  const devices = useDevices();
  const { device, choose } = useChosenDevice();
  const [allShown, setAllShown] = useState(false);
  if (devices.isPending) return <Waiting />;
  if (devices.isError) return <ProblemNotice error={devices.error} onRetry={() => devices.refetch()} />;
  return (
    <div>
      <Radio.Root
        aria-label={t("label")}
        value={device?.id ?? null}
        onValueChange={choose}
        orientation="horizontal"
        className={SHELF}
      >
        {tilesFor(devices.data, device).map((each) => (
          <DeviceTile key={each.id} device={each} className="snap-start" />
        ))}
      </Radio.Root>
      <Button look="quiet" className="mt-1 -ml-4" onClick={() => setAllShown(true)}>
        {t("more")}
        <ChevronRight size={16} aria-hidden />
      </Button>
      <AllDevices open={allShown} onOpenChange={setAllShown} />
    </div>
  );
}
