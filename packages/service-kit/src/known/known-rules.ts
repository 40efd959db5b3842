import { directory } from '@lianxie/contracts'
import { react, type Reaction } from '../reaction.ts'
import type { Database, Tx } from '../tables.ts'

/** 委员会, as services keep it in `known_committee`. */
export interface KnownCommittee {
  id: string
  name: string
  full_name: string
}
interface RuleTables {
  known_policy: { version: number; pack: string }
  known_committee: KnownCommittee
}

const own = (tx: Tx<any>) => tx as Database<any> as Database<RuleTables>

/** 本地规则: every approved version in `known_policy`, so that a deadline is counted by the rules of its day. */
export const hearPolicies: Reaction[] = [
  react(directory.PolicyApproved, async (tx, { version, pack }) => {
    const change = { pack: JSON.stringify(pack) }
    await own(tx)
      .insertInto('known_policy')
      .values({ version, ...change })
      .onConflict((conflict) => conflict.column('version').doUpdateSet(change))
      .execute()
  }),
]

/** 委员会: its names, for what is printed. */
export const hearCommittee: Reaction[] = [
  react(directory.CommitteeRecorded, async (tx, { committeeId: id, name, fullName: full_name }) => {
    const change = { name, full_name }
    await own(tx)
      .insertInto('known_committee')
      .values({ id, ...change })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
      .execute()
  }),
]
