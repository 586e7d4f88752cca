/** The cursor in the address of a further page; null: there is none. */
export function cursorOf(address: string | null | undefined): string | null {
  return address ? new URL(address, window.location.href).searchParams.get("cursor") : null;
}
