const MINUTE = 60_000
const LONGEST_WAIT = 4 * 60 * MINUTE
const PATIENCE = 3 * 24 * 60 * MINUTE

/** 重试: after a minute, then twice as long each time, four hours at most; undefined when three days are over. */
export function nextTry({ madeAt, tries }: { madeAt: Date; tries: number }, now: Date): Date | undefined {
  const at = new Date(now.getTime() + Math.min(MINUTE * 2 ** Math.max(0, tries - 1), LONGEST_WAIT))
  return at.getTime() - madeAt.getTime() > PATIENCE ? undefined : at
}
