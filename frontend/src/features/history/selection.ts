/** Which jobs are ticked. Pure: jobs that left the list leave the selection. */
export type Selection = ReadonlySet<string>;

export const NOTHING: Selection = new Set();

export function toggled(selection: Selection, id: string, selected: boolean): Selection {
  const next = new Set(selection);
  if (selected) next.add(id);
  else next.delete(id);
  return next;
}

export function among(selection: Selection, ids: readonly string[]): string[] {
  return ids.filter((id) => selection.has(id));
}

export function allState(chosen: number, all: number): boolean | "indeterminate" {
  if (chosen === 0) return false;
  return chosen === all ? true : "indeterminate";
}
