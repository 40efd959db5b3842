import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { endOfDay, shanghaiDate } from '@lianxie/policy'
import type { Actor, Deciding } from './deciding.ts'

/** 重点提案推荐投票. */
export interface KeyVote {
  id: string
  proposalIds: readonly string[]
  bodyIds: readonly string[]
  seats: number
  closesOn: string
  closed: boolean
  given: readonly { voter: c.KeyVoter; proposalIds: readonly string[] }[]
}

/** 发起投票: on candidates alone. */
export function openKeyVote(
  { nominated, unknownBodies }: { nominated: readonly string[]; unknownBodies: readonly string[] },
  { proposalIds, bodyIds, seats, closesOn }: CommandOf<typeof c.OpenKeyVote>,
  { now, newId }: Deciding,
) {
  proposalIds.forEach((id, index) => {
    if (!nominated.includes(id) || proposalIds.indexOf(id) !== index) {
      throw new Refusal('key.not_nominated', { field: `proposalIds.${index}` })
    }
  })
  if (unknownBodies.length > 0) throw new Refusal('proposal.unknown_body', { field: 'bodyIds' })
  if (closesOn < shanghaiDate(now)) throw new Refusal('proposal.day_in_past', { field: 'closesOn' })
  return [c.KeyVoteOpened({ voteId: newId(), proposalIds, bodyIds: [...new Set(bodyIds)], seats, closesOn })]
}

/** 投票: once, by the clerk of a body that was asked, or by a chair. */
export function castKeyVote(
  { vote }: { vote: KeyVote },
  { bodyId, proposalIds }: CommandOf<typeof c.CastKeyVote>,
  { now, actor }: Deciding,
) {
  const voter = voterOf(vote, bodyId, actor)
  if (vote.closed || now.toISOString() >= endOfDay(vote.closesOn)) {
    throw new Refusal('key.vote_over', { field: 'voteId' })
  }
  if (vote.given.some((one) => one.voter.kind === voter.kind && one.voter.id === voter.id)) {
    throw new Refusal('key.vote_twice', { field: 'voteId' })
  }
  if (proposalIds.length > vote.seats || new Set(proposalIds).size !== proposalIds.length) {
    throw new Refusal('key.too_many', { field: 'proposalIds', most: vote.seats })
  }
  requireCandidates(vote, proposalIds, 'proposalIds')
  return [c.KeyVoteGiven({ voteId: vote.id, voter, proposalIds })]
}

function voterOf({ bodyIds }: KeyVote, bodyId: string | undefined, { role, memberId, units }: Actor): c.KeyVoter {
  if (role === 'CHAIR' && memberId !== undefined && bodyId === undefined) return { kind: 'CHAIR', id: memberId }
  if (role === 'GROUP_CLERK' && bodyId !== undefined && bodyIds.includes(bodyId) && units.includes(bodyId)) {
    return { kind: 'BODY', id: bodyId }
  }
  throw new Refusal('key.not_voter', { field: 'bodyId' })
}

/** 登记纸质投票结果. */
export function recordKeyVote({ vote }: { vote: KeyVote }, { ballots, counts }: CommandOf<typeof c.RecordKeyVote>) {
  if (vote.closed) throw new Refusal('key.vote_over', { field: 'voteId' })
  if (vote.given.length > 0) throw new Refusal('key.votes_given', { field: 'voteId' })
  const ids = counts.map(({ proposalId }) => proposalId)
  if (new Set(ids).size !== ids.length) throw new Refusal('key.too_many', { field: 'counts' })
  requireCandidates(vote, ids, 'counts')
  if (counts.some(({ votes }) => votes > ballots)) throw new Refusal('key.more_votes', { field: 'counts' })
  return [c.KeyVoteClosed({ voteId: vote.id, ballots, counts, onPaper: true })]
}

/** 结束投票. */
export function closeKeyVote({ vote }: { vote: KeyVote }) {
  if (vote.closed) throw new Refusal('key.vote_over', { field: 'voteId' })
  const counts = vote.proposalIds.map((proposalId) => ({
    proposalId,
    votes: vote.given.filter(({ proposalIds }) => proposalIds.includes(proposalId)).length,
  }))
  return [c.KeyVoteClosed({ voteId: vote.id, ballots: vote.given.length, counts, onPaper: false })]
}

function requireCandidates({ proposalIds: candidates }: KeyVote, ids: readonly string[], field: string): void {
  const index = ids.findIndex((id) => !candidates.includes(id))
  if (index >= 0) throw new Refusal('key.not_candidate', { field: `${field}.${index}` })
}
