/**
 * When something was made, as its id tells (RFC 9562, version 7): a load that is gone on with on another day says the same
 * as before.
 */
export const timeOf = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))

/** The day in Asia/Shanghai, some days later where they are given. */
export const dayOf = (time: Date, later = 0): string =>
  new Date(time.getTime() + 8 * 3_600_000 + later * 86_400_000).toISOString().slice(0, 10)
