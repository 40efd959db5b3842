import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Member } from '../domain/member.ts'
import type { Tables } from './tables.ts'

export async function loadMember(tx: Tx<Tables>, memberId: string): Promise<Member> {
  const [member] = await loadMembers(tx, [memberId])
  if (!member) throw new Refusal('common.not_found', { field: 'memberId' })
  return member
}

/** Those of the given members that exist, in the order of their ids. */
export async function loadMembers(tx: Tx<Tables>, memberIds: readonly string[]): Promise<Member[]> {
  const [rows, terms, posts] = await Promise.all([
    tx.selectFrom('member').select('id').where('id', 'in', memberIds).orderBy('id').execute(),
    tx.selectFrom('term').selectAll().where('member_id', 'in', memberIds).orderBy('term_number').execute(),
    tx
      .selectFrom('post')
      .selectAll()
      .where('member_id', 'in', memberIds)
      .where('ended_on', 'is', null)
      .orderBy('id')
      .execute(),
  ])
  const termsOf = Map.groupBy(terms, (term) => term.member_id)
  const postsOf = Map.groupBy(posts, (post) => post.member_id)
  return rows.map(({ id }) => ({
    memberId: id,
    terms: (termsOf.get(id) ?? []).map((term) => ({
      termNumber: term.term_number,
      sectorId: term.sector_id,
      beganOn: term.began_on,
      endedOn: term.ended_on,
    })),
    posts: (postsOf.get(id) ?? []).map((post) => ({
      postId: post.id,
      bodyId: post.body_id,
      post: post.post,
      beganOn: post.began_on,
    })),
  }))
}

/** Everybody who sits in a numbered term, locked in the order of their ids against other changes. */
export async function sittingMembers(tx: Tx<Tables>, termNumber: number): Promise<Member[]> {
  const rows = await tx
    .selectFrom('term')
    .select('member_id')
    .where('term_number', '=', termNumber)
    .where('ended_on', 'is', null)
    .orderBy('member_id')
    .execute()
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.member_id)
  // The aggregates' rows are what every other command about these members locks first.
  await tx
    .selectFrom('aggregate')
    .select('key')
    .where(
      'key',
      'in',
      ids.map((id) => `member/${id}`),
    )
    .orderBy('key')
    .forUpdate()
    .execute()
  const members = await loadMembers(tx, ids)
  return members.filter(({ terms }) => terms.some((term) => term.termNumber === termNumber && term.endedOn === null))
}
