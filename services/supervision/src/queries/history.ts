import { definitionOfWireType, type Envelope, supervision as c } from '@lianxie/contracts'
import type { Actor, Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { isUnit, seesAll } from './visibility.ts'

const INSTRUCTION = 'supervision.instruction-recorded'
const LISTED = c.IssueListed.type

/** 办理过程: what happened to an aggregate, oldest first; who did it, and why, is for the office. */
export async function historyOf(db: Database<Tables>, aggregate: string, isOffice: boolean) {
  const [rows, words] = await Promise.all([
    db
      .selectFrom('event')
      .select(['aggregate_version', 'payload'])
      .where('aggregate', '=', aggregate)
      .orderBy('aggregate_version')
      .execute(),
    db
      .selectFrom('words')
      .select(['version', 'text'])
      .where('aggregate', '=', aggregate)
      .where('field', '=', 'reason')
      .execute(),
  ])
  const reasons = new Map(words.map(({ version, text }) => [version, text]))
  return rows.flatMap(({ aggregate_version: version, payload }) => {
    const { time, type: wireType, actor, actorrole } = JSON.parse(payload.toString('utf8')) as Envelope
    const definition = definitionOfWireType(wireType)
    // 批示: that there is one is told to those who read it.
    if (!isOffice && definition?.type === INSTRUCTION) return []
    const reason = reasons.get(version)
    return [
      {
        version,
        at: time,
        type: definition?.type ?? wireType,
        zh: definition?.doc.zh ?? wireType,
        en: definition?.doc.en ?? wireType,
        ...(isOffice && { actor, actorRole: actorrole, ...(reason !== undefined && { reason }) }),
        changes: [],
      },
    ]
  })
}

/** 办理过程 of a finding: a unit is told what happened from the list on; what went before is between the group and the office. */
export async function findingHistoryOf(db: Database<Tables>, findingId: string, { role }: Actor) {
  const history = await historyOf(db, `finding/${findingId}`, seesAll(role))
  if (!isUnit(role)) return history
  const listed = history.findIndex(({ type }) => type === LISTED)
  return listed < 0 ? [] : history.slice(listed)
}

/** The number of events of an aggregate, for `If-Match`. */
export async function versionOf(db: Database<Tables>, aggregate: string): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select(({ fn }) => fn.max('aggregate_version').as('version'))
    .where('aggregate', '=', aggregate)
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}

/** The last words under these fields of an aggregate. */
export async function lastWords(
  db: Database<Tables>,
  aggregate: string,
  fields: readonly string[],
): Promise<Partial<Record<string, string>>> {
  const rows = await db
    .selectFrom('words')
    .select(['field', 'text'])
    .distinctOn('field')
    .where('aggregate', '=', aggregate)
    .where('field', 'in', fields)
    .orderBy('field')
    .orderBy('version', 'desc')
    .execute()
  return Object.fromEntries(rows.map(({ field, text }) => [field, text]))
}
