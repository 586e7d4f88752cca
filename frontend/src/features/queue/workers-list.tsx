"use client";

import { Server } from "lucide-react";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { useWatchedQueue } from "@/features/jobs";
import { hardwareOf } from "@/features/plan";
import type { QueueWorker } from "@/lib/api";
import { useFormats } from "@/lib/formats";

/** The machine's name out of `machine-4711-0a1b2c3d`; that of its process follows it. */
const machineOf = (name: string) => name.replace(/-\d+-[0-9a-f]{8}$/, "");

/** What it encodes with, as people say it: graphics cards first, for they are preferred. */
function useMeans(): (worker: QueueWorker) => string {
  const t = useTranslations("queue.workers");
  const formats = useFormats();
  return ({ encoders }) => {
    const cards = encoders.map(hardwareOf).filter((name) => name !== null);
    return formats.list([...new Set(cards), t("processor")]);
  };
}

function Worker({ worker }: { worker: QueueWorker }) {
  const t = useTranslations("queue.workers");
  const formats = useFormats();
  const means = useMeans();
  const { name, running, slots, encoders, seen_at } = worker;
  return (
    <li className="flex gap-4 py-4">
      <Server size={20} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
        <h3 className="font-[650]">{machineOf(name)}</h3>
        <p className="text-ink-2">
          <Facts facts={[t("running", { count: running }), t("slots", { count: slots })]} />
        </p>
        {slots > 0 ? <p className="mt-1 text-ink-2">{t("with", { means: means(worker) })}</p> : null}
        <p className="mt-1 text-xs text-ink-3">
          <Facts
            facts={[t("seen", { time: formats.moment(seen_at) }), ...(slots > 0 ? encoders : []), name]}
          />
        </p>
      </div>
    </li>
  );
}

function Nobody() {
  const t = useTranslations("queue.workers");
  return (
    <p className="rounded-md bg-work-soft p-4 text-sm text-ink-2">
      <b className="font-[650] text-ink">{t("nobody")}</b> {t("nobodyText")}
    </p>
  );
}

/** Who converts films, how many at once, and with what: as told a moment ago. */
export function WorkersList() {
  const workers = useWatchedQueue().data?.workers ?? [];
  if (workers.length === 0) return <Nobody />;
  return (
    <ul className="divide-y divide-line">
      {workers.map((worker) => (
        <Worker key={worker.name} worker={worker} />
      ))}
    </ul>
  );
}
