import type { Schemas } from "@/lib/api";

/** What somebody may take: null is what holds for everybody or, of everybody, without limit. */
export type Limits = Pick<
  Required<Schemas["PatchedPolicyView"]>,
  "quota_storage" | "quota_file" | "quota_running" | "quota_month"
>;
export type LimitName = keyof Limits;

const GIGABYTE = 1e9;

type Field = {
  /** How many of what the server counts are one of what people read. */
  size: number;
  max: number;
  step: number;
};

const BYTES: Field = { size: GIGABYTE, max: 1e6, step: 0.1 };
const COUNT: Field = { size: 1, max: 1e6, step: 1 };

export const FIELDS: Record<LimitName, Field> = {
  quota_storage: BYTES,
  quota_file: BYTES,
  quota_running: COUNT,
  quota_month: COUNT,
};
export const LIMITS = Object.keys(FIELDS) as LimitName[];

/** As people read and type it. */
export function shown(name: LimitName, limit: number | null): number | null {
  return limit === null ? null : limit / FIELDS[name].size;
}

/** As the server counts. */
export function counted(name: LimitName, typed: number | null): number | null {
  return typed === null ? null : Math.round(typed * FIELDS[name].size);
}

export function limitsOf(of: Partial<Limits>): Limits {
  const { quota_storage = null, quota_file = null, quota_running = null, quota_month = null } = of;
  return { quota_storage, quota_file, quota_running, quota_month };
}

export function hasAny(of: Partial<Limits>): boolean {
  return LIMITS.some((name) => (of[name] ?? null) !== null);
}
