import { type CommitteeId, joint, Refusal, type ResultOf, type Role } from '@lianxie/contracts'
import { fingerprintOf, FoundingBundle, readFounding } from '@lianxie/joint-protocol'
import { type Answer, answer, type Database } from '@lianxie/service-kit'
import { needsChair } from '../commands.ts'
import type { Compacts, OpenCompact } from '../compacts/compacts.ts'
import type { JointTables } from '../store/tables.ts'
import { pageOf } from './page-of.ts'

type CompactView = ResultOf<typeof joint.CompactDetail>
type CompactRow = JointTables['compact']

export const READERS: readonly Role[] = [
  'MEMBER',
  'STAFF_OFFICE',
  'STAFF_CONSULTATION',
  'STAFF_PROPOSAL',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'CHAIR',
  'OPS',
  'AUDITOR',
]
export const STAFF: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION', 'CHAIR']

/** Compacts and how they are founded. */
export function compactAnswers(
  compacts: () => Compacts,
  own: () => { committee: CommitteeId; name: string },
): Answer<any, any>[] {
  const viewOf = async (db: Database<JointTables>, row: CompactRow): Promise<CompactView> =>
    compactView(db, row, compacts().open().get(row.compact_id))

  const rowOf = async (db: Database<JointTables>, compactId: string): Promise<CompactRow> => {
    const row = await db.selectFrom('compact').selectAll().where('compact_id', '=', compactId).executeTakeFirst()
    if (!row) throw new Refusal('compact.not_found', { field: 'compactId' })
    return row
  }

  return [
    answer(joint.OwnKeyCard, {
      allow: [...STAFF, 'OPS', 'AUDITOR'],
      read: async () => {
        const { keys } = compacts().keyring
        return {
          card: { ...own(), keys },
          fingerprints: { signing: fingerprintOf(keys.signing), recovery: fingerprintOf(keys.recovery) },
        }
      },
    }),

    answer(joint.Compacts, {
      allow: READERS,
      read: async (db: Database<JointTables>, { stage, ...paging }) => {
        const rows = await db
          .selectFrom('compact')
          .selectAll()
          .orderBy('created_at', 'desc')
          .orderBy('compact_id')
          .execute()
        const views = await Promise.all(rows.map((row) => viewOf(db, row)))
        return pageOf(
          views.filter((view) => stage === undefined || view.stage === stage),
          paging,
          ({ compactId }) => compactId,
          (view) => view,
        )
      },
    }),

    answer(joint.CompactDetail, {
      allow: READERS,
      read: async (db: Database<JointTables>, { compactId }) => viewOf(db, await rowOf(db, compactId)),
    }),

    answer(joint.Invitation, {
      allow: [...STAFF, 'OPS', 'AUDITOR'],
      read: async (db: Database<JointTables>, { compactId }) => {
        const { file, signed_by, members } = await rowOf(db, compactId)
        return { compactId, file, signedBy: signed_by, complete: signed_by.length === members.length }
      },
    }),

    answer(joint.Drafts, {
      allow: STAFF,
      read: async (db: Database<JointTables>, { compactId, state, ...paging }) => {
        let rows = db.selectFrom('draft').selectAll().orderBy('prepared_at', 'desc').orderBy('draft_id', 'desc')
        if (compactId !== undefined) rows = rows.where('compact_id', '=', compactId)
        if (state !== undefined) rows = rows.where('state', '=', state)
        return pageOf(
          await rows.execute(),
          paging,
          ({ draft_id }) => draft_id,
          (row) => draftView(row, compacts()),
        )
      },
    }),

    answer(joint.DraftDetail, {
      allow: STAFF,
      read: async (db: Database<JointTables>, { draftId }) => {
        const row = await db.selectFrom('draft').selectAll().where('draft_id', '=', draftId).executeTakeFirst()
        if (!row) throw new Refusal('draft.not_found', { field: 'draftId' })
        return draftView(row, compacts())
      },
    }),

    answer(joint.Alarms, {
      allow: ['OPS', 'STAFF_OFFICE', 'AUDITOR'],
      read: async (db: Database<JointTables>, { compactId, open, ...paging }) => {
        let rows = db.selectFrom('alarm').selectAll().orderBy('raised_at', 'desc').orderBy('alarm_id', 'desc')
        if (compactId !== undefined) rows = rows.where('compact_id', '=', compactId)
        if (open !== undefined) rows = rows.where('closed_at', open ? 'is' : 'is not', null)
        return pageOf(
          await rows.execute(),
          paging,
          ({ alarm_id }) => alarm_id,
          (row) => ({
            alarmId: row.alarm_id,
            compactId: row.compact_id,
            what: row.what,
            code: row.code,
            blamed: row.blamed,
            as: row.blamed_as,
            entryId: row.entry_id,
            raisedAt: row.raised_at.toISOString(),
            closedAt: row.closed_at?.toISOString() ?? null,
            finding: row.finding,
          }),
        )
      },
    }),
  ]
}

async function compactView(
  db: Database<JointTables>,
  row: CompactRow,
  open: OpenCompact | undefined,
): Promise<CompactView> {
  const compactId = row.compact_id
  const [heard, alarms] = await Promise.all([
    db.selectFrom('heard').selectAll().where('compact_id', '=', compactId).execute(),
    db
      .selectFrom('alarm')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('compact_id', '=', compactId)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ])
  if (open) await open.member.refresh()
  const ledger = open?.member.view
  const agreed = ledger?.compactView()
  const text = agreed?.text ?? foundingText(row.file)
  const lastHeard = new Map(heard.map(({ committee, at }) => [committee, at]))
  return {
    compactId,
    name: text.name,
    stage: agreed?.stage ?? 'SIGNING',
    text,
    textVersion: agreed?.textVersion ?? compactId,
    sides: text.members.map(({ committee, name, keys }) => {
      const chain = ledger?.chain(committee)
      return {
        committee,
        name,
        fingerprints: { signing: fingerprintOf(keys.signing), recovery: fingerprintOf(keys.recovery) },
        signedInvitation: row.signed_by.includes(committee),
        left: agreed?.left.includes(committee) ?? false,
        head: chain?.head ?? null,
        generation: chain?.generation ?? 1,
        seq: chain?.seq ?? 0,
        lastHeard: lastHeard.get(committee)?.toISOString() ?? null,
      }
    }),
    hub:
      row.hub_url === null
        ? null
        : {
            url: row.hub_url,
            connected: open?.hub?.connected() ?? false,
            lastExchange: open?.hub?.lastExchange()?.toISOString() ?? null,
          },
    entries: ledger ? [...ledger.kept()].length : 0,
    waiting: ledger?.waiting().length ?? 0,
    digest: ledger?.digest() ?? null,
    openAlarms: Number(alarms.count),
    recovering: open?.member.mode().mode === 'recovery',
  }
}

function foundingText(file: string) {
  const read = readFounding(FoundingBundle.parse(JSON.parse(file)))
  if ('faults' in read) throw new Error(`expected an invitation that was read before, got ${read.faults[0]?.code}`)
  return read.founding.text
}

function draftView(row: JointTables['draft'], compacts: Compacts): ResultOf<typeof joint.DraftDetail> {
  return {
    draftId: row.draft_id,
    compactId: row.compact_id,
    kind: row.kind as never,
    state: row.state,
    content: row.content,
    contentHash: row.content_hash,
    needsChair: needsChair(row.kind),
    recipients: compacts.open().get(row.compact_id)?.member.view.compactView().members ?? [],
    preparedAt: row.prepared_at.toISOString(),
    preparedBy: row.prepared_by,
    entryId: row.entry_id,
  }
}
