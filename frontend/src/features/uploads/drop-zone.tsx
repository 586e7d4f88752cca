"use client";

import { fromEvent } from "file-selector";
import { Film, FolderOpen, Upload as UploadIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/class-names";
import { useChosenDevice, useDeviceName } from "@/features/devices";
import { DropOverlay } from "./drop-overlay";
import { filmsAmong } from "./films";
import { usePageDrop } from "./use-page-drop";
import { useStartWish } from "./use-start-wish";
import { addUploads } from "./use-uploads";

/** A phone drops nothing and has no folders to choose. As CSS: the first paint has it, and one of two words alone is read. */
const ON_PHONES = "hidden max-md:pointer-coarse:inline";
const NOT_ON_PHONES = "max-md:pointer-coarse:hidden";

function ByPointer({ phone, otherwise }: { phone: string; otherwise: string }) {
  return (
    <>
      <span className={NOT_ON_PHONES}>{otherwise}</span>
      <span className={ON_PHONES}>{phone}</span>
    </>
  );
}

type PickerProps = { label: string; folder?: boolean; onFiles: (files: File[]) => void; disabled: boolean };

function FilePicker({ label, folder = false, onFiles, disabled }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  function changed(event: ChangeEvent<HTMLInputElement>) {
    onFiles([...(event.target.files ?? [])]);
    event.target.value = ""; // the same file may be chosen again
  }
  return (
    <>
      <Button
        look={folder ? "plain" : "primary"}
        disabled={disabled}
        onClick={() => input.current?.click()}
        className={cx("flex-1 md:flex-none", folder && NOT_ON_PHONES)}
      >
        {folder ? <FolderOpen size={16} aria-hidden /> : <UploadIcon size={16} aria-hidden />}
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={label}
        data-testid={folder ? "folder-input" : "file-input"}
        onChange={changed}
        {...(folder ? { webkitdirectory: "" } : {})}
      />
    </>
  );
}

function StartWish({ start, onChange }: { start: boolean; onChange: (start: boolean) => void }) {
  const t = useTranslations("drop");
  const id = useId();
  return (
    <div className="mt-1 flex min-h-11 items-center gap-2.5 md:min-h-8">
      <Checkbox id={id} checked={start} onChange={onChange} />
      <label htmlFor={id} className="cursor-pointer py-2 text-sm text-ink-2 md:py-1">
        {t("start")}
      </label>
    </div>
  );
}

/** Films come in here: dropped anywhere on the page, or chosen. */
export function DropZone() {
  const t = useTranslations("drop");
  const { device } = useChosenDevice();
  const deviceName = useDeviceName(device?.id ?? "");
  const { start, wish } = useStartWish();
  const title = useId();
  const [said, setSaid] = useState({ films: 0, text: "" });

  function take(files: readonly File[]) {
    if (!device || files.length === 0) return;
    const films = filmsAmong(files);
    addUploads(films, { device: device.id, start });
    const text = films.length > 0 ? t("added", { count: films.length }) : t("nothing");
    setSaid({ films: films.length, text });
  }

  const hovering = usePageDrop(async (event) => {
    const found = await fromEvent(event);
    take(found.filter((each) => each instanceof File));
  });

  return (
    <section
      aria-labelledby={title}
      className="grid items-center gap-3 rounded-lg border-[1.5px] border-dashed border-line-strong bg-sunken p-4 md:grid-cols-[auto_1fr_auto] md:gap-6 md:px-8 md:py-6"
    >
      <Film size={40} strokeWidth={1.75} aria-hidden className="hidden md:block" />
      <div>
        <h2 id={title} className="font-display text-xl font-[650] tracking-[-0.01em]">
          <ByPointer phone={t("titleOnPhones")} otherwise={t("title")} />
        </h2>
        <p className="text-sm text-pretty text-ink-2">
          <ByPointer phone={t("hintOnPhones")} otherwise={t("hint")} />
        </p>
        <StartWish start={start} onChange={wish} />
        {/* Added films show themselves as cards: said aloud only. */}
        <p role="status" className={cx("text-sm font-medium text-work", said.films > 0 && "sr-only")}>
          {said.text}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <FilePicker label={t("choose")} onFiles={take} disabled={!device} />
        <FilePicker label={t("chooseFolder")} folder onFiles={take} disabled={!device} />
      </div>
      {hovering ? <DropOverlay title={t("overlay")} text={t("overlayHint", { device: deviceName })} /> : null}
    </section>
  );
}
