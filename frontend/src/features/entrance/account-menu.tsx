"use client";

import { useMutation } from "@tanstack/react-query";
import { LogOut, UserRound, UsersRound } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { ActionMenu, MenuAction, MenuSeparator } from "@/components/ui/action-menu";
import { useRouter } from "@/i18n/navigation";
import { allauth } from "@/lib/allauth";
import { initials } from "./initials";
import { useSession } from "./session";

function useSignOut() {
  const locale = useLocale();
  return useMutation({
    mutationFn: () => allauth("DELETE", "auth/session"),
    // A whole new page: nothing of this person stays in its memory.
    onSuccess: () => window.location.assign(`/${locale}/sign-in/`),
  });
}

/** Who is signed in, and what is theirs. Nothing where nobody signs in. */
export function AccountMenu() {
  const t = useTranslations("entrance.menu");
  const user = useSession().data?.user;
  const router = useRouter();
  const signOut = useSignOut();
  const { mode } = useSession().data ?? {};
  if (!user || mode !== "accounts") return null;
  const name = user.name || user.email;
  const trigger = (
    <button
      type="button"
      aria-label={t("label", { name })}
      title={name}
      className="ml-1 grid size-11 shrink-0 place-items-center rounded-full md:size-10"
    >
      {/* Drawn, not written: they are a picture of the name, which the button says in full. */}
      <span
        data-initials={initials(name)}
        className="grid size-8 place-items-center rounded-full bg-accent text-xs font-bold text-accent-ink before:content-[attr(data-initials)]"
      />
    </button>
  );
  return (
    <ActionMenu label={t("label", { name })} trigger={trigger}>
      <div className="px-3 py-2">
        <p className="truncate text-sm font-semibold">{name}</p>
        {user.name ? <p className="max-w-60 truncate text-xs text-ink-3">{user.email}</p> : null}
      </div>
      <MenuSeparator />
      <MenuAction icon={<UserRound size={16} aria-hidden />} onSelect={() => router.push("/profile")}>
        {t("profile")}
      </MenuAction>
      {user.role === "admin" ? (
        <MenuAction icon={<UsersRound size={16} aria-hidden />} onSelect={() => router.push("/people")}>
          {t("people")}
        </MenuAction>
      ) : null}
      <MenuSeparator />
      <MenuAction icon={<LogOut size={16} aria-hidden />} onSelect={() => signOut.mutate()}>
        {t("signOut")}
      </MenuAction>
    </ActionMenu>
  );
}
