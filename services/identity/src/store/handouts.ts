import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

/** How long something waits to be taken away. */
const KEPT_MS = 24 * 3600_000

/** Lets whoever asked take away, once, what the events' handout stands for. */
export async function keepHandout(
  tx: Tx<Tables>,
  events: readonly RecordedEvent[],
  { actor, now }: { actor: { id: string }; now: Date },
): Promise<void> {
  const of = <K extends string>(name: K) =>
    events.flatMap(({ data }) => ((data as Record<K, string | undefined>)[name] as string | undefined) ?? [])
  const [id] = of('handoutId')
  if (id === undefined) throw new Error('expected an event with a handout')
  await tx
    .insertInto('handout')
    .values({
      id,
      owner: actor.id,
      account_ids: [...new Set(of('accountId'))],
      service_account_id: of('serviceAccountId')[0] ?? null,
      expires_at: new Date(now.getTime() + KEPT_MS),
    })
    .execute()
}
