import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import { type Body, refuseDissolved } from './body.ts'
import { type Deciding, notBefore } from './deciding.ts'
import { type HeldPost, type Member, requireSitting } from './member.ts'

/** 任命: a sitting member takes a post in a body. */
export function appointMember(
  { member, body }: { member: Member; body: Body },
  command: CommandOf<typeof d.AppointMember>,
  { newId }: Deciding,
) {
  refuseDissolved(body)
  const term = requireSitting(member)
  notBefore(command.beganOn, body.formedOn > term.beganOn ? body.formedOn : term.beganOn, 'beganOn')
  refuseHeld(member, command.bodyId, command.post)
  return [d.MemberAppointed({ ...command, postId: newId() })]
}

/** 免职 */
export function relieveMember(
  { member }: { member: Member },
  { postId, endedOn, reason }: CommandOf<typeof d.RelieveMember>,
) {
  return [relieved(member, postId, { endedOn, reason }, 'endedOn')]
}

/** 调整: leaves one post and takes another on the same day. */
export function moveMember(
  { member, body }: { member: Member; body: Body },
  { memberId, postId, toBodyId, post, movedOn, reason }: CommandOf<typeof d.MoveMember>,
  { newId }: Deciding,
) {
  refuseDissolved(body, 'toBodyId')
  requireSitting(member)
  notBefore(movedOn, body.formedOn, 'movedOn')
  const left = relieved(member, postId, { endedOn: movedOn, reason }, 'movedOn')
  refuseHeld(member, toBodyId, post)
  return [left, d.MemberAppointed({ memberId, postId: newId(), bodyId: toBodyId, post, beganOn: movedOn })]
}

function relieved(member: Member, postId: string, end: { endedOn: string; reason: string }, field: string) {
  const held = member.posts.find((post) => post.postId === postId)
  if (!held) throw new Refusal('member.no_post', { field: 'postId' })
  notBefore(end.endedOn, held.beganOn, field)
  const { bodyId, post }: HeldPost = held
  return d.MemberRelieved({ memberId: member.memberId, postId, bodyId, post, ...end })
}

function refuseHeld(member: Member, bodyId: string, post: d.Post): void {
  if (member.posts.some((held) => held.bodyId === bodyId && held.post === post))
    throw new Refusal('member.has_post', { field: 'post' })
}
