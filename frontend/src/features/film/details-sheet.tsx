"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { useDeviceName } from "@/features/devices";
import { containerName, PlanHeadline, ReasonList, TrackMap } from "@/features/plan";
import { ProblemText } from "@/features/problems";
import type { Job } from "@/lib/api";
import { formatClock, useFormats } from "@/lib/formats";
import { useOutputLabel } from "./use-output-label";
import { WarningList } from "./warning-list";

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6 first:mt-0">
      <h3 className="mb-2 font-display text-lg font-[650]">{title}</h3>
      {children}
    </section>
  );
}

function secondsBetween(start: string | null, end: string | null): number | null {
  return start && end ? (Date.parse(end) - Date.parse(start)) / 1000 : null;
}

function useFacts(job: Job): [string, string | null][] {
  const t = useTranslations("details");
  const formats = useFormats();
  const deviceName = useDeviceName(job.device);
  const took = secondsBetween(job.started_at, job.completed_at);
  const size = (bytes: number | null) => (bytes === null ? null : formats.bytes(bytes));
  return [
    [t("device"), deviceName],
    [t("file"), job.container ? containerName(job.container) : null],
    [t("duration"), job.duration === null ? null : formatClock(job.duration)],
    [t("sizeBefore"), size(job.input_size)],
    [t("sizeAfter"), size(job.output_size)],
    [t("added"), formats.dateTime(job.created_at)],
    [t("finished"), job.completed_at ? formats.dateTime(job.completed_at) : null],
    [t("took"), took === null ? null : formats.span(took)],
  ];
}

function Facts({ job }: { job: Job }) {
  const facts = useFacts(job).filter(([, value]) => value !== null);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 text-sm">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-xs text-ink-3">{name}</dt>
          <dd className="font-medium [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Files({ job }: { job: Job }) {
  const formats = useFormats();
  const label = useOutputLabel();
  return (
    <ul className="grid gap-2">
      {job.outputs.map((output) => (
        <li key={output.id}>
          <LinkButton
            href={output.url}
            download={output.name}
            className="w-full justify-start rounded-md py-2 text-left"
          >
            <Download size={16} aria-hidden className="shrink-0" />
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{label(output)}</span>
            <span className="shrink-0 font-normal text-ink-3">{formats.bytes(output.size)}</span>
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}

/** Everything that is known about a film: tracks before and after with their reasons, figures, files. */
export function DetailsSheet({
  job,
  open,
  onOpenChange,
}: {
  job: Job;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations("details");
  const close = useTranslations("shell")("close");
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={job.filename}
      closeLabel={close}
      as="panel"
      onlyText
    >
      {job.error ? (
        <div className="mb-5 rounded-md bg-bad-soft p-4 text-sm">
          <ProblemText problem={job.error} />
        </div>
      ) : null}
      <div className="mb-5 empty:hidden">
        <WarningList job={job} />
      </div>
      {job.plan && job.streams ? (
        <>
          <Section title={t("tracks")}>
            <div className="mb-3 text-sm">
              <PlanHeadline plan={job.plan} />
            </div>
            <TrackMap plan={job.plan} streams={job.streams} />
          </Section>
          <Section title={t("why")}>
            <ReasonList plan={job.plan} streams={job.streams} />
          </Section>
        </>
      ) : (
        <p className="text-sm text-ink-2">{t("noTracks")}</p>
      )}
      <Section title={t("facts")}>
        <Facts job={job} />
      </Section>
      {job.outputs.length > 0 ? (
        <Section title={t("files")}>
          <Files job={job} />
        </Section>
      ) : null}
    </Sheet>
  );
}
