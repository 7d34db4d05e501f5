/** What a failure says: the message of an error, and anything else as text. */
export function reasonText(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
