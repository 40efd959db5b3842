import { shanghaiDate } from '@lianxie/policy'
import { sql } from 'kysely'
import type { Appliers } from './appliers.ts'
import { moveProposal, setProposal } from './set-proposal.ts'

/** 征集届次, and proposals from the draft to the submission. */
export const draftAppliers = {
  async 'proposals.intake-opened'(tx, { data }) {
    await tx
      .insertInto('intake')
      .values({ id: data.intakeId, term_number: data.termNumber, session_number: data.sessionNumber, ...days(data) })
      .execute()
  },
  'proposals.intake-changed': (tx, { data }) =>
    tx.updateTable('intake').set(days(data)).where('id', '=', data.intakeId).execute(),
  'proposals.convenor-named': (tx, { data }) =>
    tx
      .insertInto('sector_convenor')
      .values({ sector_id: data.sectorId, member_id: data.memberId })
      .onConflict((conflict) => conflict.column('sector_id').doUpdateSet({ member_id: data.memberId }))
      .execute(),

  async 'proposals.proposal-drafted'(tx, { data, time }) {
    await tx
      .insertInto('proposal')
      .values({
        id: data.proposalId,
        state: 'DRAFT',
        state_since: time,
        created_at: time,
        ...by(data),
        text_version: data.textVersion,
        text_sha256: data.sha256,
        files: JSON.stringify(data.files),
        joint_key: data.jointKey ?? null,
      })
      .execute()
    await tx
      .insertInto('proposal_text')
      .values({ proposal_id: data.proposalId, version: data.textVersion, sha256: data.sha256, written_at: time })
      .execute()
  },
  async 'proposals.proposal-revised'(tx, { data, time }) {
    const { proposalId: proposal_id, textVersion: version, sha256 } = data
    await setProposal(tx, proposal_id, {
      ...by(data),
      text_version: version,
      text_sha256: sha256,
      files: JSON.stringify(data.files),
    })
    await tx
      .insertInto('proposal_text')
      .values({ proposal_id, version, sha256, written_at: time })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    // Drafts that nobody was shown as a proposal are not kept.
    await tx
      .deleteFrom('proposal_text')
      .where('proposal_id', '=', proposal_id)
      .where('version', '<', version)
      .where('submitted', '=', false)
      .execute()
    if (data.voided.length === 0) return
    await tx
      .updateTable('proposal_cosigner')
      .set({ state: 'INVITED', answered_at: null, sha256: null })
      .where('proposal_id', '=', proposal_id)
      .where('member_id', 'in', data.voided)
      .execute()
  },
  async 'proposals.draft-discarded'(tx, event) {
    await tx.deleteFrom('proposal_text').where('proposal_id', '=', event.data.proposalId).execute()
    await moveProposal(tx, event, 'DISCARDED')
  },

  async 'proposals.cosigners-invited'(tx, { data, time }) {
    const { proposalId: proposal_id, memberIds, until, due } = data
    await tx
      .insertInto('proposal_cosigner')
      .values((eb) =>
        memberIds.map((member_id, index) => ({
          proposal_id,
          member_id,
          position: eb
            .selectFrom('proposal_cosigner')
            .where('proposal_id', '=', proposal_id)
            .select(sql<number>`count(*)::int + ${index + 1}`.as('position')),
          state: 'INVITED' as const,
          invited_at: time,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['proposal_id', 'member_id'])
          .doUpdateSet({ state: 'INVITED', invited_at: time, answered_at: null, sha256: null }),
      )
      .execute()
    await setProposal(tx, proposal_id, { cosign_until: until, cosign_due: new Date(due) })
    await tx
      .updateTable('proposal')
      .set({ state: 'COSIGNING', state_since: time })
      .where('id', '=', proposal_id)
      .where('state', '=', 'DRAFT')
      .execute()
  },
  'proposals.cosigner-removed': (tx, { data, time }) => cosigner(tx, data, { state: 'REMOVED', answered_at: time }),
  'proposals.proposal-cosigned': (tx, { data, time }) =>
    cosigner(tx, data, { state: 'SIGNED', answered_at: time, sha256: data.sha256 }),
  'proposals.cosignature-declined': (tx, { data, time }) =>
    cosigner(tx, data, { state: 'DECLINED', answered_at: time }),
  'proposals.cosigning-expired': (tx, { data, time }) => expire(tx, data.proposalId, data.memberIds, time),

  'proposals.collective-confirmed': (tx, { data }) =>
    setProposal(tx, data.proposalId, {
      confirmed_by: data.by,
      confirmed_sha256: data.sha256,
      sealed_page: data.sealedPage ? JSON.stringify(data.sealedPage) : null,
      convenor_member_id: data.convenorMemberId ?? null,
    }),

  async 'proposals.proposal-submitted'(tx, event) {
    const { data, time } = event
    await moveProposal(tx, event, 'SUBMITTED', {
      intake_id: data.intakeId,
      term_number: data.termNumber,
      session_number: data.sessionNumber,
      period: data.period,
      receipt_number: data.receiptNumber,
      publish_consent: data.publishConsent,
      time_mark: data.timeMark ?? null,
      advised_lead_unit: data.leadUnitId ?? null,
      advised_co_units: data.coUnitIds,
      pre_filing: data.preFiling ? JSON.stringify(data.preFiling) : null,
      reviewer: null,
      pre_reviewed_by: null,
      second_reviewed_by: null,
      ...(!data.again && { submitted_at: time, year: Number(shanghaiDate(time).slice(0, 4)) }),
    })
    await tx
      .updateTable('proposal_text')
      .set({ submitted: true })
      .where('proposal_id', '=', data.proposalId)
      .where('version', '=', data.textVersion)
      .execute()
    await expire(tx, data.proposalId, data.dropped, time)
    if (!data.again) {
      await tx.updateTable('intake').set({ last_receipt: data.receiptNumber }).where('id', '=', data.intakeId).execute()
    }
  },
  'proposals.proposal-withdrawn': (tx, event) => moveProposal(tx, event, 'WITHDRAWN'),
} satisfies Partial<Appliers>

const days = (data: { opensOn: string; closesOn: string; deadlineOn: string; windowFrom: string }) => ({
  opens_on: data.opensOn,
  closes_on: data.closesOn,
  deadline_on: data.deadlineOn,
  window_from: data.windowFrom,
})

const by = (data: {
  kind: 'INDIVIDUAL' | 'JOINT' | 'COLLECTIVE'
  collectiveKind?: string | undefined
  lead: { kind: 'MEMBER' | 'BODY'; id: string }
}) => ({
  kind: data.kind,
  collective_kind: data.collectiveKind ?? null,
  lead_kind: data.lead.kind,
  lead_id: data.lead.id,
})

const cosigner = (
  tx: Parameters<typeof setProposal>[0],
  { proposalId, memberId }: { proposalId: string; memberId: string },
  values: { state: 'REMOVED' | 'SIGNED' | 'DECLINED'; answered_at: Date; sha256?: string },
) =>
  tx
    .updateTable('proposal_cosigner')
    .set(values)
    .where('proposal_id', '=', proposalId)
    .where('member_id', '=', memberId)
    .execute()

async function expire(
  tx: Parameters<typeof setProposal>[0],
  proposalId: string,
  memberIds: readonly string[],
  time: Date,
): Promise<void> {
  if (memberIds.length === 0) return
  await tx
    .updateTable('proposal_cosigner')
    .set({ state: 'EXPIRED', answered_at: time })
    .where('proposal_id', '=', proposalId)
    .where('member_id', 'in', memberIds)
    .execute()
}
