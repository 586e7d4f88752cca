"use client";

import * as Dropdown from "@radix-ui/react-dropdown-menu";
import type { ReactNode } from "react";

type DownloadLink = { id: string; href: string; download: string; label: string; note?: string };

/** A button that opens a menu of files to download. */
export function DownloadMenu({
  label,
  trigger,
  links,
}: {
  label: string;
  trigger: ReactNode;
  links: readonly DownloadLink[];
}) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={label}
          className="z-50 max-h-[60dvh] min-w-56 max-w-[22rem] animate-[appear_120ms_ease-out] overflow-y-auto rounded-md border border-line bg-surface p-1.5 shadow-raised"
        >
          {links.map((link) => (
            <Dropdown.Item key={link.id} asChild>
              <a
                href={link.href}
                download={link.download}
                className="flex min-h-10 items-center justify-between gap-4 rounded-sm px-3 py-2 text-sm font-medium text-ink-2 outline-none data-[highlighted]:bg-sunken data-[highlighted]:text-ink"
              >
                <span>{link.label}</span>
                {link.note ? <span className="text-xs font-normal text-ink-3">{link.note}</span> : null}
              </a>
            </Dropdown.Item>
          ))}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}
