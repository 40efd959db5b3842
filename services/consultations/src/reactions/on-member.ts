import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 委员: that there is a member of this id. Who it is, only the directory knows. */
export const onMember: Reaction[] = [
  react(directory.MemberRegistered, async (tx: Tx<Tables>, { memberId: id }) => {
    await tx
      .insertInto('known_member')
      .values({ id })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }),
]
