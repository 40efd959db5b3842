export interface Timed {
  startedAt: string
  limitSeconds: number
}

/** 发言计时: what is left of the time, and how near the end is. */
export interface ClockFace {
  /** Seconds since the start. */
  elapsed: number
  /** Seconds that are left; negative once the time is over. */
  left: number
  /** What is left of the time, from 1 to 0. */
  share: number
  state: 'ok' | 'near' | 'over'
}

/** The last minute warns, of a short speech the last quarter. */
const WARN_SECONDS = 60

/** How a speech stands at an instant of the service's time. */
export function clockFace({ startedAt, limitSeconds }: Timed, now: number): ClockFace {
  const elapsed = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 1000))
  const left = limitSeconds - elapsed
  const warning = Math.min(WARN_SECONDS, limitSeconds / 4)
  return {
    elapsed,
    left,
    share: Math.max(0, Math.min(1, left / limitSeconds)),
    state: left < 0 ? 'over' : left <= warning ? 'near' : 'ok',
  }
}

/** 3:18; 1:02:05 from an hour on. */
export function minutes(seconds: number): string {
  const all = Math.abs(seconds)
  const pad = (part: number) => String(part).padStart(2, '0')
  const [hours, rest] = [Math.floor(all / 3600), all % 3600]
  const tail = `${hours > 0 ? pad(Math.floor(rest / 60)) : Math.floor(rest / 60)}:${pad(rest % 60)}`
  return hours > 0 ? `${hours}:${tail}` : tail
}
