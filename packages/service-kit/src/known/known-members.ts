import { directory } from '@lianxie/contracts'
import { react, type Reaction } from '../reaction.ts'
import type { Database, Tx } from '../tables.ts'

/** 委员, as services keep them in `known_member`: who it is, only the directory knows. */
export interface KnownMember {
  id: string
  sector_id: string | null
}

const own = (tx: Tx<any>) => tx as Database<any> as Database<{ known_member: KnownMember }>

/** 委员: that there is a member of this id. */
export const hearMembers: Reaction[] = [
  react(directory.MemberRegistered, async (tx, { memberId: id }) => {
    await own(tx)
      .insertInto('known_member')
      .values({ id } as KnownMember)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }),
]

/** 界别: in which one a member sits now. */
export const hearSectorsOfMembers: Reaction[] = [
  react(directory.TermBegun, (tx, { memberId, sectorId }) => sits(tx, memberId, sectorId)),
  react(directory.SectorChanged, (tx, { memberId, sectorId }) => sits(tx, memberId, sectorId)),
]

async function sits(tx: Tx<any>, id: string, sector_id: string): Promise<void> {
  await own(tx)
    .insertInto('known_member')
    .values({ id, sector_id })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sector_id }))
    .execute()
}
