import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 委员: that there is a member of this id, and the sector. Who it is, only the directory knows. */
export const onMember: Reaction[] = [
  react(directory.MemberRegistered, async (tx: Tx<Tables>, { memberId: id }) => {
    await tx
      .insertInto('known_member')
      .values({ id, sector_id: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }),
  react(directory.TermBegun, (tx, { memberId, sectorId }) => sits(tx, memberId, sectorId)),
  react(directory.SectorChanged, (tx, { memberId, sectorId }) => sits(tx, memberId, sectorId)),
]

async function sits(tx: Tx<Tables>, id: string, sector_id: string): Promise<void> {
  await tx
    .insertInto('known_member')
    .values({ id, sector_id })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sector_id }))
    .execute()
}
