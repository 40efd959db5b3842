import { CLOSED, type Facts, isOpenDraft, type Possible, REPLIED, standingReply, type Viewer } from './facts.ts'

const FILED_AND_OPEN = [
  'FILED',
  'ASSIGNED',
  'RETURNED_BY_UNIT',
  'HANDLING',
  'EXTENSION_REQUESTED',
  'REPLY_DRAFTED',
  'REWORK',
]

/** What the proposal office can do, in the order of the work. */
export function ofProposalOffice(facts: Facts, viewer: Viewer): Possible[] {
  const { file } = facts
  const about = { proposalId: file.proposalId }
  return [
    ...ofReview(facts, viewer),
    ...(file.state === 'MERGED_INTO' ? [{ key: 'undoMerger' as const, given: about }] : []),
    ...(file.state === 'NOT_FILED' ? [{ key: 'convert' as const, given: about, main: true as const }] : []),
    ...ofAssigners(facts, viewer),
    ...ofEnding(facts),
    ...ofPromises(facts),
    ...ofKey(facts),
    ...(FILED_AND_OPEN.includes(file.state)
      ? [{ key: 'changeCategory' as const, given: about, initial: { category: file.category } }]
      : []),
    ...ofDeliveries(facts),
    ...ofPublication(facts, viewer),
  ]
}

function ofReview({ file }: Facts, { accountId }: Viewer): Possible[] {
  const given = { proposalId: file.proposalId }
  if (file.state === 'SUBMITTED') return [{ key: 'claim', given, main: true }]
  if (file.state !== 'UNDER_REVIEW') return []
  const pre = file.reviews.findLast(({ step }) => step === 'PRE')
  const second = file.reviews.findLast(({ step }) => step === 'SECOND')
  const isSecond = pre !== undefined && second !== undefined && second.reviewedAt > pre.reviewedAt
  const last = isSecond ? second : pre
  const initial = {
    category: last?.category ?? '',
    leadUnitId: file.suggested.lead?.id ?? file.advised.lead?.id ?? '',
    coUnitIds: (file.suggested.lead ? file.suggested.co : file.advised.co).map(({ id }) => id),
  }
  const isMine = file.reviewer === accountId
  const found: Possible[] = []
  if (!isMine && pre === undefined) found.push({ key: 'claim', given })
  if (isMine && pre === undefined) found.push({ key: 'preReview', given, initial, main: true })
  if (pre && !isSecond && pre.reviewer !== accountId) found.push({ key: 'secondReview', given, initial, main: true })
  if (isSecond) {
    const forum =
      file.kind === 'COLLECTIVE' ? 'COMMITTEE_MEETING' : file.period === 'SESSION' ? 'SESSION_GROUP' : 'DIRECTOR'
    const declines = second.verdict === 'NOT_FILE'
    const filing: Possible = { key: 'file', given, initial: { ...initial, forum }, ...(!declines && { main: true }) }
    const declining: Possible = { key: 'declineFiling', given, initial: { forum }, ...(declines && { main: true }) }
    found.push(...(declines ? [declining, filing] : [filing, declining]))
  }
  if (file.originals === 0) found.push({ key: 'returnForRevision', given })
  return found
}

/** What both offices decide that hand proposals to units. */
export function ofAssigners({ file, handling }: Facts, { role }: Viewer): Possible[] {
  const about = { proposalId: file.proposalId }
  const units = handling?.units ?? []
  const declined = units.filter(({ state }) => state === 'DECLINED')
  const found: Possible[] = declined.map(({ unitId, name, declined: told }) => ({
    key: 'answerDecline',
    given: { ...about, unitId },
    initial: { replacementUnitId: told?.proposedUnitId ?? '' },
    main: true,
    of: name,
  }))
  if (['FILED', 'RETURNED_BY_UNIT'].includes(file.state) && declined.length === 0) {
    const { lead, co } = file.suggested
    const assignment = !lead
      ? { mode: 'SOLE', unitId: '' }
      : co.length === 0
        ? { mode: 'SOLE', unitId: lead.id }
        : { mode: 'LEAD_CO', leadUnitId: lead.id, coUnitIds: co.map(({ id }) => id) }
    found.push({ key: 'assign', given: about, initial: { assignment }, main: true })
  }
  const consent = role === 'SUPERVISION_OFFICE' ? 'supervisionAt' : 'committeeAt'
  for (const { extensionId, unitId, state, ...asked } of handling?.extensions ?? []) {
    if (state !== 'REQUESTED' || asked[consent] !== undefined) continue
    const given = { ...about, extensionId }
    const of = units.find((unit) => unit.unitId === unitId)?.name
    found.push({ key: 'grantExtension', given, main: true, of }, { key: 'refuseExtension', given, of })
  }
  for (const { unitId, name, state, work } of units) {
    const owes = state === 'ASSIGNED' || (state === 'ACCEPTED' && work !== 'REPLIED')
    if (owes) found.push({ key: 'urge', given: { ...about, unitId }, of: name })
  }
  return found
}

/** 督查室: what it decides about replies. */
export function ofSupervisionOffice(facts: Facts, viewer: Viewer): Possible[] {
  const { file, handling } = facts
  const about = { proposalId: file.proposalId }
  const found = ofAssigners(facts, viewer)
  for (const { unitId, name } of handling?.units ?? []) {
    const reply = standingReply(handling, unitId)
    if (!reply) continue
    const given = { ...about, unitId, sha256: reply.sha256 }
    const initial = { resultClass: reply.resultClass }
    if (isOpenDraft(reply) && reply.approvedAt === undefined && reply.signedAt !== undefined)
      found.unshift({ key: 'reviewReply', given, initial, main: true, of: name })
    if (reply.sentOn !== undefined && handling?.state === 'REPLIED')
      found.push({ key: 'correctClass', given: { ...about, unitId }, initial, of: name })
  }
  for (const { disagreementId, state } of handling?.disagreements ?? [])
    if (state === 'ESCALATED') found.push({ key: 'settle', given: { ...about, disagreementId }, main: true })
  return [...found, ...ofPromises(facts).filter(({ key }) => key === 'remindPromise'), ...ofKeySupervision(facts)]
}

function ofEnding({ file, feedback }: Facts): Possible[] {
  if (!['FEEDBACK_PENDING', 'FOLLOW_UP'].includes(file.state)) return []
  const given = { proposalId: file.proposalId }
  const isOver = feedback?.replies.every(({ closedAt }) => closedAt !== undefined) ?? false
  if (!isOver) return [{ key: 'remindFeedback', given }]
  const results = feedback!.replies.flatMap((reply) => reply.results ?? [])
  const dissatisfied = results.some(({ result }) => ['DISSATISFIED', 'DISAGREE'].includes(result))
  const close: Possible = { key: 'close', given, ...(!dissatisfied && { main: true }) }
  const again: Possible = { key: 'rehandle', given, ...(dissatisfied && { main: true }) }
  const follow: Possible[] = file.state === 'FEEDBACK_PENDING' ? [{ key: 'followUp', given }] : []
  return dissatisfied ? [again, ...follow, close] : [close, ...follow, again]
}

function ofPromises({ file, promises = [], supervision }: Facts): Possible[] {
  const about = { proposalId: file.proposalId }
  const asked = supervision?.upgrades.filter(({ state }) => state === 'ASKED') ?? []
  return [
    ...promises.flatMap(({ promiseId, state, unitName }): Possible[] => {
      const given = { ...about, promiseId }
      if (state === 'DONE') return [{ key: 'verifyPromise', given, main: true, of: unitName }]
      return state === 'OPEN' ? [{ key: 'remindPromise', given, of: unitName }] : []
    }),
    ...asked.map(({ unitId }): Possible => ({ key: 'answerUpgrade', given: { ...about, unitId }, main: true })),
  ]
}

function ofKey(facts: Facts): Possible[] {
  const { file, supervision } = facts
  const given = { proposalId: file.proposalId }
  const isFiled = file.serial !== undefined && !['MERGED_INTO', ...CLOSED].includes(file.state)
  const key = supervision?.key
  if (!key) return isFiled ? [{ key: 'nominateKey', given }] : []
  if (key.state === 'NOMINATED') return [{ key: 'withdrawNomination', given }]
  return ofKeySupervision(facts)
}

/** Of a key proposal, by every office that supervises. */
export function ofKeySupervision({ file, supervision }: Facts): Possible[] {
  if (supervision?.key?.state !== 'DESIGNATED' || CLOSED.includes(file.state)) return []
  return [{ key: 'recordSupervision', given: { proposalId: file.proposalId } }]
}

/** 主席、办公室: what the chairs' meeting decides. */
export function ofMeeting(facts: Facts, { role }: Viewer): Possible[] {
  const { file, supervision, feedback } = facts
  const given = { proposalId: file.proposalId }
  const found: Possible[] = []
  const key = supervision?.key
  if (key?.state === 'NOMINATED') found.push({ key: 'decideKey', given, main: true })
  const isOver = feedback?.replies.every(({ closedAt }) => closedAt !== undefined) ?? false
  if (isOver && ['FEEDBACK_PENDING', 'FOLLOW_UP'].includes(file.state)) found.push({ key: 'decideFinally', given })
  if (key?.state === 'DESIGNATED') {
    if (role === 'STAFF_OFFICE') found.push({ key: 'appointLeaders', given }, ...ofKeySupervision(facts))
    if (role === 'CHAIR') found.push({ key: 'recordInstruction', given })
  }
  if (file.state === 'PUBLISHED' || facts.publication?.published) found.push({ key: 'withdrawPublication', given })
  return found
}

function ofDeliveries({ file, handling }: Facts): Possible[] {
  if (CLOSED.includes(file.state)) return []
  const sent = handling?.units.filter((unit) => standingReply(handling, unit.unitId)?.sentOn !== undefined) ?? []
  return sent.map(({ unitId, name }) => ({
    key: 'recordDelivery',
    given: { proposalId: file.proposalId, unitId },
    of: name,
  }))
}

function ofPublication({ file, publication, handling }: Facts, { accountId }: Viewer): Possible[] {
  const given = { proposalId: file.proposalId }
  const found: Possible[] = []
  if (['CLOSED', 'NOT_FILED', 'CONVERTED', 'WITHDRAWN'].includes(file.state)) found.push({ key: 'archive', given })
  if (publication?.prepared && publication.prepared.by !== accountId) {
    const { sha256 } = publication.prepared
    found.unshift({ key: 'confirmPublication', given: { ...given, sha256 }, main: true })
  }
  if (REPLIED.includes(file.state)) {
    const letters = handling?.replies.filter(({ sentOn }) => sentOn !== undefined).map(({ letter }) => letter) ?? []
    const body = [file.text?.problem, file.text?.analysis, ...(file.text?.suggestions ?? [])].filter(Boolean).join('\n')
    const consents = file.publishConsent !== false
    const initial = {
      'subject.mode': consents ? 'WHOLE' : 'NOT',
      'subject.text': file.subject,
      'body.mode': consents ? 'WHOLE' : 'NOT',
      'body.text': body,
      'reply.mode': 'WHOLE',
      'reply.text': letters.filter(Boolean).join('\n'),
    }
    found.push({ key: 'decidePublication', given, initial })
  }
  if (publication?.published) found.push({ key: 'withdrawPublication', given })
  return found
}
