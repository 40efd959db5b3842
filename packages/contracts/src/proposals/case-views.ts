import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { query } from '../define.ts'
import { CommitteeId, Id, Instant, LocalDate, personal } from '../primitives.ts'
import { ProposalRow } from './docket-views.ts'
import { ResultClass } from './handling.ts'
import {
  CollectiveConfirmation,
  CosignatureState,
  FilingForum,
  MergeAnswer,
  NotFiledDestination,
  NotFiledReason,
  PreFilingConsultation,
  ProposalCategory,
  ReviewStep,
  ReviewVerdict,
  TimeMark,
} from './proposal.ts'

const Named = z.strictObject({ id: Id, name: z.string().optional() }).meta({ id: 'ProposalNamed' })

/** Something that happened to a proposal, with the words that the reader may see. */
export const ProposalHistoryEntry = z
  .strictObject({
    /** The version of the proposal after it. */
    version: z.int(),
    at: Instant,
    /** The account that did it and the role it acted in; shown to the office and the chair. */
    actor: z.string().optional(),
    actorRole: z.string().optional(),
    type: z.string(),
    zh: z.string(),
    en: z.string(),
    /** What the event tells: ids, codes, days. */
    data: z.record(z.string(), z.unknown()),
    /** Opinions, reasons and letters by the name of their field. */
    words: z.record(z.string(), z.string()),
  })
  .meta({ id: 'ProposalHistoryEntry' })
export type ProposalHistoryEntry = z.infer<typeof ProposalHistoryEntry>

/** 提案正文, one version. */
export const ProposalText = z
  .strictObject({
    version: z.int(),
    sha256: z.string(),
    writtenAt: Instant,
    subject: z.string(),
    problem: z.string().optional(),
    analysis: z.string().optional(),
    suggestions: z.array(z.string()),
  })
  .meta({ id: 'ProposalText' })

export const CaseFile = query(
  'proposals.case-file',
  '/cases/:proposalId',
  { zh: '提案档案', en: 'A proposal with its text, proposers, review and history, as far as the reader may see them' },
  { proposalId: Id },
  ProposalRow.extend({
    /** For `If-Match`. */
    version: z.int(),
    /** Absent where the reader may know of the proposal and not read it. */
    text: ProposalText.optional(),
    files: z.array(FileRef),
    cosignerList: z.array(
      z.strictObject({
        memberId: Id,
        state: CosignatureState,
        invitedAt: Instant,
        answeredAt: Instant.optional(),
      }),
    ),
    cosignUntil: LocalDate.optional(),
    confirmation: z
      .strictObject({
        by: CollectiveConfirmation,
        ofThisText: z.boolean(),
        sealedPage: FileRef.optional(),
        convenorMemberId: Id.optional(),
      })
      .optional(),
    publishConsent: z.boolean().optional(),
    timeMark: TimeMark.optional(),
    preFiling: PreFilingConsultation.optional(),
    advised: z.strictObject({ lead: Named.optional(), co: z.array(Named) }),
    suggested: z.strictObject({ lead: Named.optional(), co: z.array(Named) }),
    /** For the office, which reaches the proposer so. */
    contactPhone: personal(z.string()).optional(),
    reviewer: z.string().optional(),
    reviews: z.array(
      z.strictObject({
        step: ReviewStep,
        verdict: ReviewVerdict,
        category: ProposalCategory.optional(),
        similarIds: z.array(Id),
        sealChecked: z.boolean().optional(),
        reviewer: z.string(),
        reviewedAt: Instant,
        opinion: z.string().optional(),
      }),
    ),
    decision: z
      .strictObject({
        forum: FilingForum,
        decidedOn: LocalDate,
        plannedFinishOn: LocalDate.optional(),
        notFiledReason: NotFiledReason.optional(),
        destination: NotFiledDestination.optional(),
        convertedTo: z.string().optional(),
      })
      .optional(),
    merger: z.strictObject({ intoId: Id, subject: z.string(), answer: MergeAnswer.optional() }).optional(),
    /** 并案的各件: what was merged into this case. */
    originalList: z.array(
      z.strictObject({
        proposalId: Id,
        subject: z.string(),
        serial: z.int().optional(),
        answer: MergeAnswer.optional(),
      }),
    ),
    /** 提案办理协商: sessions about it. */
    sessions: z.array(
      z.strictObject({
        sessionId: Id,
        title: z.string(),
        form: z.string(),
        startsAt: Instant,
        heldOn: LocalDate.optional(),
      }),
    ),
    jointKey: Id.optional(),
    /** 联合提案各方办理结果, the own one among them, as far as the sides told them to each other. */
    jointResults: z.array(z.strictObject({ committee: CommitteeId, resultClass: ResultClass, repliedOn: LocalDate })),
    history: z.array(ProposalHistoryEntry),
  }),
)

export const ProposalTexts = query(
  'proposals.proposal-texts',
  '/cases/:proposalId/texts',
  { zh: '提案文本各版', en: 'Every version of the text that was submitted, the oldest first' },
  { proposalId: Id },
  z.strictObject({ items: z.array(ProposalText) }),
)
