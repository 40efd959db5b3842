import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { refuseClassified } from './classified-marking.ts'
import type { Deciding } from './deciding.ts'
import { refusePersonalData } from './personal-data.ts'
import { type Proposal, requireState } from './proposal.ts'

/** 拟定的公开决定, and what is public now. */
export interface Publication {
  consent: boolean
  prepared?: { modes: c.PublicationModes; sha256: string; by: string }
  isPublished: boolean
  /** The case that a merged proposal belongs to. */
  caseState: c.ProposalState
}

interface Facts {
  proposal: Proposal
  publication: Publication
}

const PARTS = ['subject', 'body', 'reply'] as const
type Parts = Pick<CommandOf<typeof c.DecidePublication>, (typeof PARTS)[number]>

/** The states from the reply on, of a case or of the one that a merged proposal belongs to. */
const PUBLISHABLE = [
  'REPLIED',
  'FEEDBACK_PENDING',
  'REHANDLING',
  'FOLLOW_UP',
  'CLOSED',
  'ARCHIVED',
  'PUBLISHED',
] as const satisfies c.ProposalState[]

/** 拟定公开决定: with the reply, or any time after it; a new one takes the place of the last. */
export function decidePublication(
  { proposal, publication, sha256 }: Facts & { sha256: string },
  command: CommandOf<typeof c.DecidePublication>,
) {
  requirePublishable(proposal, publication)
  for (const part of PARTS) checkPart(part, command)
  const isProposersText = command.subject.mode !== 'NOT' || command.body.mode !== 'NOT'
  if (isProposersText && !publication.consent) throw new Refusal('publication.no_consent', { field: 'proposalId' })
  const texts = Object.fromEntries(PARTS.map((part) => [`${part}.text`, command[part].text]))
  refuseClassified(texts)
  refusePersonalData(texts)
  return [c.PublicationPrepared({ proposalId: proposal.id, modes: modesOf(command), sha256 })]
}

function checkPart(part: (typeof PARTS)[number], parts: Parts): void {
  const { mode, text, reason } = parts[part]
  if (mode === 'NOT') {
    if (text !== undefined) throw new Refusal('publication.text_not_asked', { field: `${part}.text` })
    if (reason === undefined) throw new Refusal('publication.reason_missing', { field: `${part}.reason` })
  } else if (text === undefined) {
    throw new Refusal('publication.text_missing', { field: `${part}.text` })
  }
}

const modesOf = ({ subject, body, reply }: Parts): c.PublicationModes => ({
  subject: subject.mode,
  body: body.mode,
  reply: reply.mode,
})

/** 复核并公开: by somebody else than who drew it up. */
export function confirmPublication(
  { proposal, publication, texts }: Facts & { texts: Partial<Record<(typeof PARTS)[number], string>> },
  { sha256 }: CommandOf<typeof c.ConfirmPublication>,
  { actor }: Deciding,
) {
  requirePublishable(proposal, publication)
  const { prepared } = publication
  if (!prepared) throw new Refusal('publication.none', { field: 'proposalId' })
  if (prepared.by === actor.id) throw new Refusal('publication.same_person', { field: 'proposalId' })
  if (prepared.sha256 !== sha256) throw new Refusal('proposal.text_changed', { field: 'sha256' })
  const { modes } = prepared
  if (PARTS.every((part) => modes[part] === 'NOT')) return [c.ProposalWithheld({ proposalId: proposal.id })]
  return [
    c.ProposalPublished({
      proposalId: proposal.id,
      modes,
      ...given('subject', texts.subject),
      ...given('body', texts.body),
      ...given('reply', texts.reply),
    }),
  ]
}

/** 撤回公开. */
export function withdrawPublication({ proposal, publication }: Facts) {
  if (!publication.isPublished) throw new Refusal('publication.not_published', { field: 'proposalId' })
  return [c.PublicationWithdrawn({ proposalId: proposal.id })]
}

function requirePublishable({ state, filing }: Proposal, { caseState }: Publication): void {
  requireState({ state: caseState }, PUBLISHABLE)
  // What was archived without having been filed is the committee's own; what was merged is filed with its case.
  if (state !== 'MERGED_INTO' && filing.serial === undefined) {
    throw new Refusal('proposal.wrong_state', { field: 'proposalId', state })
  }
}
