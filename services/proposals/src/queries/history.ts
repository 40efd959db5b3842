import { definitionOfWireType, type Envelope, type proposals as c } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import type { Reader } from './reader.ts'
import { dataFor, mayReadWords, tellsOf } from './history-words.ts'

/** 办理过程: what happened to an aggregate that the reader may know of, oldest first, with the words they may read. */
export async function historyOf(
  db: Database<Tables>,
  aggregate: string,
  reader: Reader,
): Promise<c.ProposalHistoryEntry[]> {
  const [rows, words] = await Promise.all([
    db
      .selectFrom('event')
      .select(['aggregate_version', 'payload'])
      .where('aggregate', '=', aggregate)
      .orderBy('aggregate_version')
      .execute(),
    db.selectFrom('current_words').select(['version', 'field', 'text']).where('aggregate', '=', aggregate).execute(),
  ])
  const byVersion = Map.groupBy(words, ({ version }) => version)
  return rows.flatMap(({ aggregate_version: version, payload }) => {
    const { time, type: wireType, actor, actorrole, data } = JSON.parse(payload.toString('utf8')) as Envelope
    const definition = definitionOfWireType(wireType)
    const type = definition?.type ?? wireType
    if (!tellsOf(type, reader, data)) return []
    const said = mayReadWords(type, reader, data) ? (byVersion.get(version) ?? []) : []
    return [
      {
        version,
        at: time,
        type,
        zh: definition?.doc.zh ?? wireType,
        en: definition?.doc.en ?? wireType,
        ...(reader.isOffice && { actor, actorRole: actorrole }),
        data: dataFor(reader, data),
        words: Object.fromEntries(said.map(({ field, text }) => [field, text])),
      },
    ]
  })
}
