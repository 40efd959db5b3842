import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 机构、界别: which there are, and whether they may still take on work. */
export const onBody: Reaction[] = [
  react(directory.BodyFormed, (tx, { bodyId, ...body }) => keep(tx, bodyId, { ...body, isSector: false })),
  react(directory.BodyChanged, (tx, { bodyId, ...body }) => keep(tx, bodyId, { ...body, isSector: false })),
  react(directory.BodyDissolved, (tx, { bodyId }) => retire(tx, bodyId)),
  react(directory.SectorDefined, (tx, { sectorId, name }) => keep(tx, sectorId, { name, isSector: true })),
  react(directory.SectorRenamed, (tx, { sectorId, name }) => keep(tx, sectorId, { name, isSector: true })),
  react(directory.SectorRetired, (tx, { sectorId }) => retire(tx, sectorId)),
]

interface Body {
  name: string
  isSector: boolean
}

async function keep(tx: Tx<Tables>, id: string, { name, isSector }: Body): Promise<void> {
  const change = { name, is_sector: isSector }
  await tx
    .insertInto('known_body')
    .values({ id, ...change, active: true })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute()
}

async function retire(tx: Tx<Tables>, id: string): Promise<void> {
  await tx.updateTable('known_body').set({ active: false }).where('id', '=', id).execute()
}
