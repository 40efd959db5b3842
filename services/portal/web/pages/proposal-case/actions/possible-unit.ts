import {
  answers,
  CLOSED,
  type Facts,
  isOpenDraft,
  type Possible,
  type Reply,
  standingReply,
  type Unit,
  type Viewer,
} from './facts.ts'

/** What a unit can do, for each of the viewer's units that the case is with. */
export function ofUnits(facts: Facts, viewer: Viewer): Possible[] {
  const own = facts.handling?.units.filter(({ unitId }) => viewer.unitIds.includes(unitId)) ?? []
  const several = own.length > 1
  return own.flatMap((unit) =>
    ofUnit(facts, unit, viewer.role === 'UNIT_LEADER').map((one) => (several ? { ...one, of: unit.name } : one)),
  )
}

function ofUnit(facts: Facts, unit: Unit, leads: boolean): Possible[] {
  const { file } = facts
  const given = { proposalId: facts.handling!.caseId, unitId: unit.unitId }
  if (unit.state === 'ASSIGNED') {
    const decline: Possible[] = leads ? [{ key: 'decline', given }] : []
    return [{ key: 'accept', given, main: true }, ...decline]
  }
  if (unit.state !== 'ACCEPTED' || CLOSED.includes(file.state)) return []
  return unit.role === 'CO' ? ofCoUnit(facts, unit, given) : ofAnsweringUnit(facts, unit, given, leads)
}

type Given = { proposalId: string; unitId: string }

function ofCoUnit({ handling }: Facts, unit: Unit, given: Given): Possible[] {
  const lead = handling!.units.find(({ role, state }) => role === 'LEAD' && state !== 'RELEASED')
  const reply = lead && standingReply(handling, lead.unitId)
  const found: Possible[] = []
  if (isOpenDraft(reply) && lead?.work === 'REPLY_DRAFTED') {
    const own = reply.countersignatures.find(({ unitId }) => unitId === unit.unitId)
    const version = { ...given, sha256: reply.sha256 }
    if (!own?.signed) found.push({ key: 'countersign', given: version, main: true })
    if (!own) found.push({ key: 'refuseCountersign', given: version })
  }
  const isFirst = unit.opinion?.givenAt === undefined
  if (lead?.work !== 'REPLIED') found.push({ key: 'opinion', given, ...(isFirst && { main: true }) })
  found.push({ key: 'message', given }, { key: 'disagree', given })
  return found
}

function ofAnsweringUnit(facts: Facts, unit: Unit, given: Given, leads: boolean): Possible[] {
  const { handling, promises = [] } = facts
  const found: Possible[] = []
  const reply = standingReply(handling, unit.unitId)
  if (unit.work !== 'REPLIED') {
    found.push(...ofReply(facts, { unit, reply, given, leads }))
    if (unit.leaderPost === undefined) found.unshift({ key: 'nameHandler', given, main: true })
    else {
      const initial = { leaderPost: unit.leaderPost, handlers: (unit.handlers ?? []).join('\n') }
      const stored = { initial, version: handling!.version }
      found.push({ key: 'nameHandler', given, ...stored })
    }
    found.push({ key: 'plan', given, ...(facts.file.keySince && !unit.plan && { main: true }) })
    if (unit.work === 'HANDLING') found.push({ key: 'requestExtension', given })
  }
  const isMet = handling!.meetings.some((held) => held.unitId === unit.unitId && held.round === unit.round)
  found.push({ key: 'meet', given, ...(!isMet && unit.work !== 'REPLIED' && { main: true }) })
  found.push({ key: 'message', given })
  if (unit.role === 'LEAD' && unit.work !== 'REPLIED') {
    found.push({ key: 'disagree', given })
    for (const { disagreementId, state } of handling!.disagreements)
      if (leads && state === 'REPORTED')
        found.push({ key: 'coordinate', given: { ...given, disagreementId }, main: true })
  }
  for (const { promiseId, state, unitId } of promises)
    if (state === 'OPEN' && unitId === unit.unitId)
      found.push({ key: 'reportPromise', given: { proposalId: given.proposalId, promiseId }, main: true })
  if (facts.file.state === 'FOLLOW_UP') found.push({ key: 'makePromise', given }, { key: 'requestUpgrade', given })
  if (reply?.sentOn !== undefined) found.push({ key: 'recordDelivery', given })
  return found
}

/** 起草、签发、送达: what comes next of the reply itself. */
function ofReply(
  { handling }: Facts,
  { unit, reply, given, leads }: { unit: Unit; reply: Reply | undefined; given: Given; leads: boolean },
): Possible[] {
  const draft: Possible = {
    key: 'draftReply',
    given,
    ...(reply && { initial: draftOf(reply) }),
    // Of the same answer as the words, also where there are none yet: a colleague's are not covered up.
    version: handling!.version,
    ...(!isOpenDraft(reply) && { main: true }),
  }
  if (!isOpenDraft(reply)) return [draft]
  const version = { ...given, sha256: reply.sha256 }
  const co = handling!.units.filter(({ role, state }) => role === 'CO' && state !== 'RELEASED')
  const isCountersigned = co.every(({ unitId }) =>
    reply.countersignatures.some((one) => one.unitId === unitId && one.signed),
  )
  const found: Possible[] = []
  if (leads && reply.signedAt === undefined) found.push({ key: 'sign', given: version, main: true })
  if (reply.signedAt !== undefined && reply.approvedAt !== undefined && isCountersigned)
    found.push({ key: 'send', given: version, main: true })
  return answers(unit) ? [...found, draft] : found
}

/** A new version begins with the words of the last one. */
const draftOf = ({ letter, resultClass, documentNumber, signerPost, contactPerson, contactPhone, ...rest }: Reply) => ({
  letter: letter ?? '',
  resultClass,
  documentNumber: documentNumber ?? '',
  signerPost: signerPost ?? '',
  contactPerson: contactPerson ?? '',
  contactPhone: contactPhone ?? '',
  evidence: rest.evidence ?? '',
  files: rest.files,
  promises: rest.promises.map(({ text, dueOn }) => ({ text: text ?? '', dueOn })),
})
