import { directory as d, identity as i } from '@lianxie/contracts'
import { react, type ReactionContext, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

const knowPerson = (tx: Tx<Tables>, id: string, kind: 'MEMBER' | 'STAFF') =>
  tx
    .insertInto('known_person')
    .values({ id, kind })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()

const knowParty = (tx: Tx<Tables>, id: string, kind: 'UNIT' | 'BODY') =>
  tx
    .insertInto('known_party')
    .values({ id, kind })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()

/** 离任: what somebody held as the one who left ends with it. */
async function endRoles(
  tx: Tx<Tables>,
  personId: string,
  isTheirs: (grant: { memberId: string | null }) => boolean,
  { execute }: ReactionContext,
): Promise<void> {
  const grants = await tx
    .selectFrom('role_grant')
    .innerJoin('account', 'account.id', 'role_grant.account_id')
    .select(['role_grant.id', 'role_grant.member_id'])
    .where((e) => e.or([e('account.person_id', '=', personId), e('account.member_id', '=', personId)]))
    .where('role_grant.state', '<>', 'ENDED')
    .execute()
  for (const { id: grantId, member_id: memberId } of grants) {
    if (isTheirs({ memberId })) await execute(i.LapseRole, { grantId, ending: 'LEFT' })
  }
}

/** Who there is, and for which unit or body somebody may act: as the directory tells it. */
export const reactions = [
  react(d.MemberRegistered, async (tx: Tx<Tables>, { memberId }) => void (await knowPerson(tx, memberId, 'MEMBER'))),
  react(d.StaffRegistered, async (tx: Tx<Tables>, { staffId }) => void (await knowPerson(tx, staffId, 'STAFF'))),
  react(d.UnitRegistered, async (tx: Tx<Tables>, { unitId }) => void (await knowParty(tx, unitId, 'UNIT'))),
  react(d.BodyFormed, async (tx: Tx<Tables>, { bodyId }) => void (await knowParty(tx, bodyId, 'BODY'))),
  react(d.TermEnded, (tx: Tx<Tables>, { memberId }, context) =>
    endRoles(tx, memberId, (grant) => grant.memberId === memberId, context),
  ),
  react(d.StaffReleased, (tx: Tx<Tables>, { staffId }, context) =>
    endRoles(tx, staffId, (grant) => grant.memberId === null, context),
  ),
]
