import { consultations as c, definitionOfWireType, type Envelope } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

const DETAIL_FIELDS = Object.keys(c.ItemDetails.shape)
/** The events that carry an item's details, whole or in part. */
const WITH_DETAILS: ReadonlySet<string> = new Set(
  [c.ItemProposed, c.ItemPlanned, c.ItemAdopted, c.ItemChanged].map(({ wireType }) => wireType),
)

/** What happened to an aggregate, oldest first, with what each event changed; `withActors` says who did it. */
export async function historyOf(
  db: Database<Tables>,
  aggregate: string,
  withActors: boolean,
): Promise<c.HistoryEntry[]> {
  return (await historiesOf(db, [aggregate], withActors)).get(aggregate) ?? []
}

/** The histories of several aggregates in one read. */
export async function historiesOf(
  db: Database<Tables>,
  aggregates: readonly string[],
  withActors: boolean,
): Promise<Map<string, c.HistoryEntry[]>> {
  if (aggregates.length === 0) return new Map()
  const rows = await db
    .selectFrom('event')
    .select(['aggregate', 'aggregate_version', 'payload'])
    .where('aggregate', 'in', aggregates)
    .orderBy('aggregate')
    .orderBy('aggregate_version')
    .execute()
  return new Map(
    Map.groupBy(rows, ({ aggregate }) => aggregate)
      .entries()
      .map(([aggregate, own]) => [aggregate, entriesOf(own, withActors)]),
  )
}

function entriesOf(
  rows: readonly { aggregate_version: number; payload: Buffer }[],
  withActors: boolean,
): c.HistoryEntry[] {
  let before: Record<string, unknown> | undefined
  return rows.map(({ aggregate_version: version, payload }) => {
    const { time, type, actor, actorrole, data } = JSON.parse(payload.toString('utf8')) as Envelope
    const after = WITH_DETAILS.has(type) ? detailsIn(data) : undefined
    const changes = before && after ? differences(before, after) : []
    before = after ?? before
    const definition = definitionOfWireType(type)
    const words = definition?.doc ?? { zh: type, en: type }
    return {
      version,
      at: time,
      type: definition?.type ?? type,
      zh: words.zh,
      en: words.en,
      changes,
      ...(withActors && { actor, actorRole: actorrole }),
      ...(typeof data['reason'] === 'string' && { reason: data['reason'] }),
      ...(typeof data['amendmentId'] === 'string' && { amendmentId: data['amendmentId'] }),
    }
  })
}

const detailsIn = (data: Record<string, unknown>) =>
  Object.fromEntries(DETAIL_FIELDS.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]))

function differences(before: Record<string, unknown>, after: Record<string, unknown>): c.HistoryEntry['changes'] {
  return DETAIL_FIELDS.filter((field) => !same(before[field], after[field])).map((field) => ({
    field,
    ...(before[field] !== undefined && { before: before[field] }),
    ...(after[field] !== undefined && { after: after[field] }),
  }))
}

// A topic as it was suggested has no empty lists; an item has them.
const empty = (value: unknown) => (Array.isArray(value) && value.length === 0 ? undefined : value)
const same = (a: unknown, b: unknown) => JSON.stringify(empty(a)) === JSON.stringify(empty(b))
