import { CLOSED, type Facts, type Possible, type Viewer } from './facts.ts'
import { ofMeeting, ofProposalOffice, ofSupervisionOffice } from './possible-office.ts'
import { ofUnits } from './possible-unit.ts'

/**
 * 可办事项: what a viewer can do about a case in their role, what waits for them first. The services decide; this only keeps
 * what they would refuse off the page.
 */
export function possibleActions(facts: Facts, viewer: Viewer): Possible[] {
  // Which unit it is about has to be said only where there are several.
  const several = (facts.handling?.units.filter(({ state }) => state !== 'RELEASED').length ?? 0) > 1
  const all = ofRole(facts, viewer).map((one) => (several ? one : { ...one, of: undefined }))
  return all.toSorted((a, b) => Number(b.main ?? false) - Number(a.main ?? false))
}

function ofRole(facts: Facts, viewer: Viewer): Possible[] {
  switch (viewer.role) {
    case 'STAFF_PROPOSAL':
      return ofProposalOffice(facts, viewer)
    case 'SUPERVISION_OFFICE':
      return ofSupervisionOffice(facts, viewer)
    case 'CHAIR':
    case 'STAFF_OFFICE':
      return ofMeeting(facts, viewer)
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return ofUnits(facts, viewer)
    case 'MEMBER':
    case 'GROUP_CLERK':
      return ofProposer(facts, viewer)
    default:
      return []
  }
}

/** The ids under which somebody proposes. */
export const proposerIds = ({ role, memberId, unitIds }: Viewer): readonly string[] =>
  role === 'MEMBER' ? (memberId === undefined ? [] : [memberId]) : role === 'GROUP_CLERK' ? unitIds : []

export const isLead = ({ file }: Facts, viewer: Viewer): boolean => proposerIds(viewer).includes(file.lead.id)

export const isProposer = (facts: Facts, viewer: Viewer): boolean =>
  isLead(facts, viewer) ||
  facts.file.cosignerList.some(({ memberId, state }) => state === 'SIGNED' && proposerIds(viewer).includes(memberId))

function ofProposer(facts: Facts, viewer: Viewer): Possible[] {
  const { file, handling } = facts
  const about = { proposalId: file.proposalId }
  const own = proposerIds(viewer)
  const found: Possible[] = []
  const { text, kind, confirmation } = file
  if (
    kind === 'COLLECTIVE' &&
    text &&
    ['DRAFT', 'RETURNED_FOR_REVISION'].includes(file.state) &&
    !confirmation?.ofThisText
  ) {
    const key = viewer.role === 'MEMBER' ? 'confirmConvenor' : 'confirmSeal'
    found.push({ key, given: { ...about, sha256: text.sha256 }, main: true })
  }
  if (isLead(facts, viewer)) {
    if (file.state === 'MERGED_INTO' && file.merger && file.merger.answer === undefined)
      found.push({ key: 'answerMerger', given: about, main: true })
    if (['SUBMITTED', 'RETURNED_FOR_REVISION'].includes(file.state)) found.push({ key: 'withdraw', given: about })
    if (['DRAFT', 'COSIGNING'].includes(file.state)) found.push({ key: 'discard', given: about })
  }
  for (const { meetingId, proposers, unitId } of handling?.meetings ?? []) {
    const isAsked = proposers.some(({ proposerId, answer }) => own.includes(proposerId) && answer === undefined)
    const of = handling!.units.find((unit) => unit.unitId === unitId)?.name
    if (isAsked)
      found.push({ key: 'confirmMeeting', given: { proposalId: handling!.caseId, meetingId }, main: true, of })
  }
  if (!isProposer(facts, viewer)) return found
  if (handling && handling.units.length > 0 && !CLOSED.includes(file.state))
    found.push({ key: 'message', given: { proposalId: handling.caseId } })
  if (handling?.replies.some(({ sentOn }) => sentOn !== undefined)) found.push({ key: 'reportPressure', given: about })
  return found
}
