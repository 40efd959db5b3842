import { proposals as c } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import { confirmCollective } from './domain/collective.ts'
import {
  cosignProposal,
  declineCosignature,
  expireCosigning,
  inviteCosigners,
  removeCosigner,
} from './domain/cosigning.ts'
import { discardDraft, draftProposal, reviseProposal } from './domain/draft.ts'
import { changeIntake, nameConvenor, openIntake } from './domain/intake.ts'
import { submitProposal, withdrawProposal } from './domain/submission.ts'
import { planCosigningEnd } from './draft-jobs.ts'
import { planAssignmentReminders } from './handling-jobs.ts'
import * as intakes from './store/intake.ts'
import { findBody, findUnknown, isConvenor, loadRules } from './store/known.ts'
import { keepLikeness } from './store/likeness.ts'
import * as store from './store/proposal.ts'
import { bodyOf } from './store/submitted-texts.ts'
import type { Tables } from './store/tables.ts'
import { forgetContent, hashOfContent, keepContent, showContent } from './store/words.ts'

const PROPOSERS = ['MEMBER', 'GROUP_CLERK'] as const
const OFFICE = ['STAFF_PROPOSAL'] as const

const onProposal = ({ proposalId }: { proposalId: string }) => `proposal/${proposalId}`

const proposal = async (tx: Tx<Tables>, { proposalId }: { proposalId: string }) => ({
  proposal: await store.loadProposal(tx, proposalId),
})

const withCosigners = async (tx: Tx<Tables>, body: { proposalId: string }) => ({
  ...(await proposal(tx, body)),
  cosigners: await store.loadCosigners(tx, body.proposalId),
})

/** 提案从起草到提交, in the order in which a proposal comes about. */
export const draftHandlers: Handler<any, any, any>[] = [
  handle(c.OpenIntake, {
    allow: [...OFFICE, 'STAFF_OFFICE'],
    load: async (tx: Tx<Tables>, { termNumber, sessionNumber }, { committee, now }) => ({
      taken: await intakes.hasIntake(tx, termNumber, sessionNumber),
      rules: await loadRules(tx, committee, now),
    }),
    decide: openIntake,
    also: planAssignmentReminders,
  }),
  handle(c.ChangeIntake, {
    allow: [...OFFICE, 'STAFF_OFFICE'],
    target: ({ intakeId }) => `intake/${intakeId}`,
    load: async (tx: Tx<Tables>, { intakeId }, { committee, now }) => ({
      intake: await intakes.loadIntake(tx, intakeId),
      rules: await loadRules(tx, committee, now),
    }),
    decide: changeIntake,
    also: planAssignmentReminders,
  }),
  handle(c.NameConvenor, {
    allow: [...OFFICE, 'STAFF_MEMBER_AFFAIRS'],
    target: ({ sectorId }) => `convenor/${sectorId}`,
    load: async (tx: Tx<Tables>, { sectorId, memberId }) => ({
      unknown: {
        bodies: await findUnknown(tx, 'known_body', [sectorId]),
        members: await findUnknown(tx, 'known_member', [memberId]),
      },
    }),
    decide: nameConvenor,
  }),

  withFiles(
    handle(c.DraftProposal, {
      allow: PROPOSERS,
      load: async (tx: Tx<Tables>, body, { committee, now }) => ({
        rules: await loadRules(tx, committee, now),
        body: await findBody(tx, body.bodyId),
        sha256: hashOfContent(body),
      }),
      decide: draftProposal,
      also: async (tx, body, [event]) => {
        const { proposalId, textVersion } = (event as { data: { proposalId: string; textVersion: number } }).data
        await keepContent(tx, proposalId, textVersion, body)
        await showContent(tx, proposalId, body)
      },
    }),
  ),
  withFiles(
    handle(c.ReviseProposal, {
      allow: PROPOSERS,
      target: onProposal,
      load: async (tx: Tx<Tables>, body, { committee, now }) => ({
        ...(await withCosigners(tx, body)),
        rules: await loadRules(tx, committee, now),
        body: await findBody(tx, body.bodyId),
        sha256: hashOfContent(body),
      }),
      decide: reviseProposal,
      also: async (tx, body, [event], _context, { proposal: before }) => {
        const { textVersion } = (event as { data: { textVersion: number } }).data
        await keepContent(tx, body.proposalId, textVersion, body)
        // What was sent back is the office's as it was, until it is submitted again.
        if (before.filing.receiptNumber === undefined) await showContent(tx, body.proposalId, body)
      },
    }),
  ),
  handle(c.DiscardDraft, {
    allow: PROPOSERS,
    target: onProposal,
    load: proposal,
    decide: discardDraft,
    also: (tx, { proposalId }) => forgetContent(tx, proposalId),
  }),

  handle(c.InviteCosigners, {
    allow: ['MEMBER'],
    target: onProposal,
    load: async (tx: Tx<Tables>, body, { committee, now }) => ({
      ...(await withCosigners(tx, body)),
      rules: await loadRules(tx, committee, now),
      unknown: await findUnknown(tx, 'known_member', body.memberIds),
    }),
    decide: inviteCosigners,
    also: planCosigningEnd,
  }),
  handle(c.RemoveCosigner, { allow: ['MEMBER'], target: onProposal, load: withCosigners, decide: removeCosigner }),
  handle(c.CosignProposal, { allow: ['MEMBER'], target: onProposal, load: withCosigners, decide: cosignProposal }),
  handle(c.DeclineCosignature, {
    allow: ['MEMBER'],
    target: onProposal,
    load: withCosigners,
    decide: declineCosignature,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.ExpireCosigning, { allow: ['SYSTEM'], target: onProposal, load: withCosigners, decide: expireCosigning }),
  withFiles(
    handle(c.ConfirmCollective, {
      allow: PROPOSERS,
      target: onProposal,
      load: async (tx: Tx<Tables>, body, { committee, now, actor }) => {
        const found = await proposal(tx, body)
        const { id } = found.proposal.lead
        return {
          ...found,
          rules: await loadRules(tx, committee, now),
          body: await findBody(tx, id),
          isConvenor: await isConvenor(tx, id, actor.memberId),
        }
      },
      decide: confirmCollective,
    }),
    ['sealedPage'],
  ),
  handle(c.SubmitProposal, {
    allow: PROPOSERS,
    target: onProposal,
    load: async (tx: Tx<Tables>, body, { committee, now }) => {
      const found = await withCosigners(tx, body)
      const { intakeId } = found.proposal.filing
      return {
        ...found,
        content: await store.loadContent(tx, found.proposal),
        rules: await loadRules(tx, committee, now),
        body: await findBody(tx, found.proposal.lead.id),
        unknownUnits: await findUnknown(tx, 'known_unit', [body.leadUnitId, ...body.coUnitIds, body.preFiling?.unitId]),
        intake: intakeId === undefined ? await intakes.holdIntakeAt(tx, now) : await intakes.holdIntake(tx, intakeId),
      }
    },
    decide: submitProposal,
    also: async (
      tx,
      { proposalId, contactPhone, noConsentReason },
      [event],
      _context,
      { content, proposal: { text } },
    ) => {
      await tx.updateTable('proposal').set({ contact_phone: contactPhone }).where('id', '=', proposalId).execute()
      await keepWords(tx, event!, { noConsentReason })
      await showContent(tx, proposalId, content)
      await keepLikeness(tx, [
        { proposalId, textVersion: text.version, subject: content.subject, body: bodyOf(content) },
      ])
    },
  }),
  handle(c.WithdrawProposal, {
    allow: PROPOSERS,
    target: onProposal,
    load: proposal,
    decide: withdrawProposal,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]
