/** Where time comes from. Tests and the demo set it; production has the system's. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that runs with the system's, moved by an offset that can be set. */
export function settableClock(
  start = new Date(),
): Clock & { set(instant: Date): void; advance(milliseconds: number): void } {
  let offset = start.getTime() - Date.now()
  return {
    now: () => new Date(Date.now() + offset),
    set: (instant) => {
      offset = instant.getTime() - Date.now()
    },
    advance: (milliseconds) => {
      offset += milliseconds
    },
  }
}
