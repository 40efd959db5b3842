import { directory } from '@lianxie/contracts'
import { hearMembers, hearSectorsOfMembers, react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 委员: that there is a member of this id, the sector, and which bodies they convene. Who it is, only the directory knows. */
export const onMember: Reaction[] = [
  ...hearMembers,
  ...hearSectorsOfMembers,
  react(directory.MemberAppointed, async (tx: Tx<Tables>, { postId: id, memberId, bodyId, post }) => {
    await tx
      .insertInto('known_post')
      .values({ id, member_id: memberId, body_id: bodyId, post })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }),
  react(directory.MemberRelieved, async (tx: Tx<Tables>, { postId }) => {
    await tx.deleteFrom('known_post').where('id', '=', postId).execute()
  }),
]
