import { directory } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 委员会: its names, for certificates. */
const onCommittee = react(directory.CommitteeRecorded, async (tx: Tx<Tables>, { committeeId: id, name, fullName }) => {
  const change = { name, full_name: fullName }
  await tx
    .insertInto('known_committee')
    .values({ id, ...change })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute()
})

/** 本地规则: every approved version, so that a deadline is counted by the rules of its day. */
export const onPolicy: Reaction[] = [
  onCommittee,
  react(directory.PolicyApproved, async (tx: Tx<Tables>, { version, pack }) => {
    const change = { pack: JSON.stringify(pack) }
    await tx
      .insertInto('known_policy')
      .values({ version, ...change })
      .onConflict((conflict) => conflict.column('version').doUpdateSet(change))
      .execute()
  }),
]
