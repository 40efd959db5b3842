import { joint } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** 联合提案办理结果: of each side the last one, from whichever compact it is heard. */
export const onJointResult: Reaction[] = [
  react(joint.ProposalResultPublished, async (tx: Tx<Tables>, { jointKey, side, resultClass, repliedOn, round }) => {
    const result = { result_class: resultClass, replied_on: repliedOn, round }
    await tx
      .insertInto('known_joint_result')
      .values({ joint_key: jointKey, committee: side, ...result })
      .onConflict((conflict) =>
        conflict
          .columns(['joint_key', 'committee'])
          .doUpdateSet(result)
          // Two compacts may tell of one side, each in its own time.
          .where(
            sql<boolean>`(excluded.round, excluded.replied_on) >=
              (known_joint_result.round, known_joint_result.replied_on)`,
          ),
      )
      .execute()
  }),
]
