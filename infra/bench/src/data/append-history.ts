import { type CommitteeId, type EventDefinition, events, type Fact } from '@lianxie/contracts'
import { createLog, newId, openDatabase, placeEvents, writeEvents } from '@lianxie/service-kit'

const AT_ONCE = 2_000

/** A fact, and when it happened where that is not now. */
export type DatedFact = Fact & { at?: Date }

/**
 * Writes facts into a service's event table, through the same function as its commands but without its tables, and answers
 * how many. `published` marks them as published, so that a service that runs does not publish them.
 */
export async function appendHistory(
  databaseUrl: string,
  facts: Iterable<DatedFact>,
  { committee, most = Infinity, published }: { committee: CommitteeId; most?: number; published: boolean },
): Promise<number> {
  const log = createLog({ service: 'bench', committee, level: 'warn' })
  const { db } = openDatabase(databaseUrl, { name: 'lianxie bench', log, max: 1 })
  const context = {
    committee,
    actor: { id: 'bench', committee, role: 'SYSTEM', units: [], acr: 'mfa', authTime: 0 },
    now: new Date(),
    newId: () => newId(),
  } as const
  const write = (some: readonly DatedFact[]) =>
    db.transaction().execute(async (tx) => {
      const writers = some.map((fact) => ({ facts: [fact], context: fact.at ? { ...context, now: fact.at } : context }))
      await writeEvents(tx, await placeEvents(tx, writers, definitionOf))
      // A part at a time: all of a million rows at once would take longer than a statement may.
      if (published)
        await tx.updateTable('event').set({ published_at: context.now }).where('published_at', 'is', null).execute()
    })
  try {
    let written = 0
    let waiting: DatedFact[] = []
    for (const fact of facts) {
      if (written + waiting.length >= most) break
      waiting.push(fact)
      if (waiting.length < AT_ONCE) continue
      await write(waiting)
      written += waiting.length
      waiting = []
    }
    await write(waiting)
    return written + waiting.length
  } finally {
    await db.destroy()
  }
}

const definitions = new Map(events.map((definition) => [`${definition.type} ${definition.version}`, definition]))

const definitionOf = ({ type, version }: Fact): EventDefinition => definitions.get(`${type} ${version}`)!
