import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import { type Deciding, notBefore } from './deciding.ts'
import { refuseRetired, type Sector } from './sector.ts'

export interface Term {
  termNumber: number
  sectorId: string
  beganOn: string
  endedOn: string | null
}

export interface HeldPost {
  postId: string
  bodyId: string
  post: d.Post
  beganOn: string
}

/** 委员: the terms in the order of their numbers, and the posts held now. */
export interface Member {
  memberId: string
  terms: readonly Term[]
  posts: readonly HeldPost[]
}

/** 登记委员: a person who was never a member; the personal details are kept beside the events. */
export function registerMember(
  { sector, known }: { sector: Sector; known: string | undefined },
  { termNumber, sectorId, beganOn }: CommandOf<typeof d.RegisterMember>,
  { newId }: Deciding,
) {
  refuseRetired(sector)
  if (known !== undefined) throw new Refusal('member.exists', { memberId: known })
  const memberId = newId()
  return [d.MemberRegistered({ memberId }), d.TermBegun({ memberId, termNumber, sectorId, beganOn })]
}

/** 连任 or a return after a pause: a later term of the same member. */
export function beginTerm(
  { member, sector }: { member: Member; sector: Sector },
  command: CommandOf<typeof d.BeginTerm>,
) {
  refuseRetired(sector)
  if (sittingTerm(member)) throw new Refusal('member.sitting', { field: 'memberId' })
  const last = member.terms.at(-1)
  if (last) {
    if (command.termNumber <= last.termNumber)
      throw new Refusal('member.term_number', { field: 'termNumber', last: last.termNumber })
    notBefore(command.beganOn, last.endedOn ?? last.beganOn, 'beganOn')
  }
  return [d.TermBegun(command)]
}

/** 调整界别 */
export function changeSector(
  { member, sector }: { member: Member; sector: Sector },
  command: CommandOf<typeof d.ChangeSector>,
) {
  refuseRetired(sector)
  const { termNumber, sectorId, beganOn } = requireSitting(member)
  if (sectorId === command.sectorId) throw new Refusal('member.same_sector', { field: 'sectorId' })
  notBefore(command.changedOn, beganOn, 'changedOn')
  return [d.SectorChanged({ ...command, termNumber })]
}

/** 离任: the term ends, and with it every post. */
export function endTerm({ member }: { member: Member }, { ending, endedOn, reason }: CommandOf<typeof d.EndTerm>) {
  return leave(member, { ending, endedOn, reason }, 'endedOn')
}

/** 换届: the term ends for all who sit in it. */
export function closeTerm(
  { members }: { members: readonly Member[] },
  { termNumber, endedOn }: CommandOf<typeof d.CloseTerm>,
) {
  if (members.length === 0) throw new Refusal('term.none', { field: 'termNumber', termNumber })
  return members.flatMap((member) => leave(member, { ending: 'TERM_EXPIRED', endedOn }, 'endedOn'))
}

function leave(
  member: Member,
  end: { ending: CommandOf<typeof d.EndTerm>['ending']; endedOn: string; reason?: string },
  field: string,
) {
  const { termNumber, beganOn } = requireSitting(member)
  const { endedOn, reason } = end
  const latest = member.posts.reduce((day, post) => (post.beganOn > day ? post.beganOn : day), beganOn)
  notBefore(endedOn, latest, field)
  const { memberId } = member
  return [
    ...member.posts.map(({ postId, bodyId, post }) =>
      d.MemberRelieved({ memberId, postId, bodyId, post, endedOn, ...(reason !== undefined && { reason }) }),
    ),
    d.TermEnded({ memberId, termNumber, ...end }),
  ]
}

export const sittingTerm = ({ terms }: Member): Term | undefined => terms.find(({ endedOn }) => endedOn === null)

export function requireSitting(member: Member): Term {
  const term = sittingTerm(member)
  if (!term) throw new Refusal('member.not_sitting', { field: 'memberId' })
  return term
}
