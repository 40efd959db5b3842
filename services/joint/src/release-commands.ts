import { joint, Refusal } from '@lianxie/contracts'
import { fingerprintOf } from '@lianxie/joint-protocol'
import { type Handler, handle, requireStepUp, type Tx } from '@lianxie/service-kit'
import type { Compacts } from './compacts/compacts.ts'
import { signDraft } from './compacts/sign-draft.ts'
import { needsChair } from './ledger/binding-kinds.ts'
import { STAFF_AND_CHAIR } from './roles.ts'
import type { JointTables } from './store/tables.ts'

const draftKey = ({ draftId }: { draftId: string }) => `draft/${draftId}`

/** 放行、撤销 of drafts, and what people do about alarms. */
export function releaseHandlers(compacts: () => Compacts): Handler<any, any, any>[] {
  return [
    handle(joint.ReleaseDraft, {
      allow: STAFF_AND_CHAIR,
      target: draftKey,
      load: async (tx: Tx<JointTables>, { draftId }) => {
        const draft = await tx.selectFrom('draft').selectAll().where('draft_id', '=', draftId).executeTakeFirst()
        if (!draft) throw new Refusal('draft.not_found', { field: 'draftId' })
        const { member } = await compacts().known(draft.compact_id, tx)
        return { draft, member, tx }
      },
      decide: async ({ draft, member, tx }, { draftId, contentHash }, { actor }) => {
        if (draft.state !== 'PREPARED') throw new Refusal('draft.closed', { field: 'draftId', state: draft.state })
        if (draft.content_hash !== contentHash) throw new Refusal('draft.changed', { field: 'contentHash' })
        if (needsChair(draft.kind)) {
          if (actor.role !== 'CHAIR') throw new Refusal('draft.needs_chair', { kind: draft.kind })
          requireStepUp(actor, new Date())
        }
        const entryId = await signDraft(tx, draft, member, compacts())
        return [joint.DraftReleased({ draftId, compactId: draft.compact_id, entryId })]
      },
      committed: async (_, answer) => {
        const { compactId, entryId } = answer.events[0]!.data as { compactId: string; entryId: string }
        const { view } = (await compacts().known(compactId)).member
        const content = view.entry(entryId)?.content
        // A new key is the one that later compacts are founded with.
        if (content?.kind === 'key' && content.body.act === 'rotate')
          await compacts().keyring.showInFuture({ signing: fingerprintOf(content.body.signing) })
        if (content?.kind === 'key' && content.body.act === 'seal')
          await compacts().keyring.showInFuture({ sealing: content.body.sealing })
        compacts().nudge(compactId)
      },
    }),

    handle(joint.DiscardDraft, {
      allow: STAFF_AND_CHAIR,
      target: draftKey,
      load: async (tx: Tx<JointTables>, { draftId }) =>
        tx.selectFrom('draft').select('state').where('draft_id', '=', draftId).executeTakeFirst(),
      decide: (draft, { draftId, reason }) => {
        if (!draft) throw new Refusal('draft.not_found', { field: 'draftId' })
        if (draft.state !== 'PREPARED') throw new Refusal('draft.closed', { field: 'draftId', state: draft.state })
        return [joint.DraftDiscarded({ draftId, reason })]
      },
    }),

    handle(joint.CloseAlarm, {
      allow: ['OPS', 'STAFF_OFFICE'],
      target: ({ alarmId }) => `alarm/${alarmId}`,
      load: async (tx: Tx<JointTables>, { alarmId }) =>
        tx.selectFrom('alarm').select('closed_at').where('alarm_id', '=', alarmId).executeTakeFirst(),
      decide: (alarm, { alarmId, finding }) => {
        if (!alarm) throw new Refusal('common.not_found', { field: 'alarmId' })
        if (alarm.closed_at) throw new Refusal('alarm.closed', { field: 'alarmId' })
        return [joint.AlarmClosed({ alarmId, finding })]
      },
    }),
  ]
}
