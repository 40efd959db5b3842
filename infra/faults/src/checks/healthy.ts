import type { ServiceProcess } from '@lianxie/local/rig'
import type { Context } from '../scenario.ts'

/**
 * Waits until the health of every process is good, by operations that it did after `since` (milliseconds since 1970), and
 * answers the milliseconds from then on. Throws with the name of the process when that takes longer than `ms`.
 */
export async function untilHealthy(
  { within }: Pick<Context, 'within'>,
  services: Iterable<Pick<ServiceProcess, 'name' | 'url'>>,
  { since, ms }: { since: number; ms: number },
): Promise<number> {
  await Promise.all(
    Array.from(new Set(services), ({ name, url }) =>
      within(ms, `${name} at ${new URL(url).host} to be healthy again`, () => isHealthySince(url, since)),
    ),
  )
  return Date.now() - since
}

/** Whether `/health` is 200 and all of its checks are newer: it answers from memory for a moment. */
async function isHealthySince(url: string, since: number): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })
    const { checks = [] } = (await answer.json()) as { checks?: { at: string }[] }
    return answer.status === 200 && checks.length > 0 && checks.every(({ at }) => Date.parse(at) >= since)
  } catch (error) {
    // Nobody there, no answer in time, or half of one.
    if (error instanceof TypeError || error instanceof SyntaxError || (error as Error).name === 'TimeoutError')
      return false
    throw error
  }
}
