import { type CommitteeId, joint, Refusal, type ResultOf } from '@lianxie/contracts'
import { fingerprintOf, FoundingBundle, readFounding } from '@lianxie/joint-protocol'
import { type Answer, answer, type Database } from '@lianxie/service-kit'
import type { Compacts } from '../compacts/compacts.ts'
import { ADOPTED_READERS, OPERATORS, READERS, STAFF_AND_CHAIR } from '../roles.ts'
import { shanghaiDay } from '../ledger/shanghai-day.ts'
import type { JointTables } from '../store/tables.ts'
import { pageOf } from './page-of.ts'

type CompactView = ResultOf<typeof joint.CompactDetail>
type CompactRow = JointTables['compact']

const ALL = [...READERS, ...ADOPTED_READERS, ...OPERATORS]
const FOUNDERS = [...STAFF_AND_CHAIR, ...OPERATORS, 'AUDITOR'] as const

/** 机制: the own key card, compacts with their sides, invitation files. */
export function compactAnswers(
  compacts: () => Compacts,
  own: () => { committee: CommitteeId; name: string },
): Answer<any, any>[] {
  const rowOf = async (db: Database<JointTables>, compactId: string): Promise<CompactRow> => {
    const row = await db.selectFrom('compact').selectAll().where('compact_id', '=', compactId).executeTakeFirst()
    if (!row) throw new Refusal('compact.not_found', { field: 'compactId' })
    return row
  }

  return [
    answer(joint.OwnKeyCard, {
      allow: FOUNDERS,
      read: async () => {
        const { keys } = compacts().keyring
        return {
          card: { ...own(), keys },
          fingerprints: { signing: fingerprintOf(keys.signing), recovery: fingerprintOf(keys.recovery) },
        }
      },
    }),

    answer(joint.Compacts, {
      allow: ALL,
      // A committee is in a handful of compacts; their stage follows from the chains, which are in memory.
      read: async (db: Database<JointTables>, { stage, ...paging }, { actor, now }) => {
        let rows = db.selectFrom('compact').selectAll().orderBy('created_at', 'desc').orderBy('compact_id')
        if (ADOPTED_READERS.includes(actor.role)) rows = rows.where('stage', '=', 'IN_FORCE')
        const views = await Promise.all((await rows.execute()).map((row) => compactView(db, row, compacts(), now)))
        return pageOf(
          views.filter((view) => stage === undefined || view.stage === stage),
          paging,
          ({ compactId }) => compactId,
          (view) => view,
        )
      },
    }),

    answer(joint.CompactDetail, {
      allow: ALL,
      read: async (db: Database<JointTables>, { compactId }, { actor, now }) => {
        const row = await rowOf(db, compactId)
        if (row.stage === 'SIGNING' && ADOPTED_READERS.includes(actor.role))
          throw new Refusal('compact.not_found', { field: 'compactId' })
        return compactView(db, row, compacts(), now)
      },
    }),

    answer(joint.Invitation, {
      allow: FOUNDERS,
      read: async (db: Database<JointTables>, { compactId }) => {
        const { file, signed_by, members } = await rowOf(db, compactId)
        return { compactId, file, signedBy: signed_by, complete: signed_by.length === members.length }
      },
    }),
  ]
}

async function compactView(
  db: Database<JointTables>,
  row: CompactRow,
  compacts: Compacts,
  now: Date,
): Promise<CompactView> {
  const compactId = row.compact_id
  const [heard, alarms, orders] = await Promise.all([
    db.selectFrom('heard').selectAll().where('compact_id', '=', compactId).execute(),
    db
      .selectFrom('alarm')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('compact_id', '=', compactId)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('recovery_order')
      .selectAll()
      .where('compact_id', '=', compactId)
      .where('confirmed_by', 'is', null)
      .orderBy('ordered_at')
      .execute(),
  ])
  const open = compacts.open().get(compactId)
  if (open) await open.log.follow(open.member)
  const ledger = open?.member.view
  const agreed = ledger?.compactView()
  const text = agreed?.text ?? foundingText(row.file)
  const lastHeard = new Map(heard.map(({ committee, at }) => [committee, at]))
  const expired = agreed?.stage !== 'ENDED' && text.end !== null && text.end < shanghaiDay(now)
  return {
    compactId,
    name: text.name,
    stage: agreed ? (expired ? 'EXPIRED' : agreed.stage) : 'SIGNING',
    text,
    textVersion: agreed?.textVersion ?? compactId,
    sides: text.members.map(({ committee, name, keys }) => {
      const chain = ledger?.chain(committee)
      const { signing, recovery } = chain?.keys ?? keys
      return {
        committee,
        name,
        fingerprints: { signing: fingerprintOf(signing), recovery: fingerprintOf(recovery) },
        // Of a text that is in force every member has signed it, also who joined after the founding.
        signedInvitation: agreed !== undefined || row.signed_by.includes(committee),
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
    entries: open?.log.entries.length ?? 0,
    waiting: ledger?.waiting().length ?? 0,
    digest: ledger?.digest() ?? null,
    openAlarms: Number(alarms.count),
    recovering: open?.member.mode().mode === 'recovery',
    recoveries: (ledger?.recoveries() ?? []).map(({ entry, committee, generation, state, missing }) => ({
      entryId: entry,
      committee,
      generation,
      state,
      missing,
    })),
    recoveryOrders: orders.map(({ order_id, reason, ordered_by, ordered_at }) => ({
      orderId: order_id,
      reason,
      orderedBy: ordered_by,
      orderedAt: ordered_at.toISOString(),
    })),
  }
}

function foundingText(file: string) {
  const read = readFounding(FoundingBundle.parse(JSON.parse(file)))
  if ('faults' in read) throw new Error(`expected an invitation that was read before, got ${read.faults[0]?.code}`)
  return read.founding.text
}
