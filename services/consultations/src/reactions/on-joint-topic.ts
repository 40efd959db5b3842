import { joint } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 联动议题: a topic that all sides confirmed is shown at the item of the own plan that the own side tied it to. */
export const onJointTopic: Reaction[] = [
  react(joint.TopicConfirmed, async (tx: Tx<Tables>, { compactId, compactName, decisionId, title, planItemId }) => {
    const topic = { compact_id: compactId, topic_id: decisionId }
    if (planItemId === null) {
      const { compact_id, topic_id } = topic
      await tx
        .deleteFrom('item_joint_link')
        .where('compact_id', '=', compact_id)
        .where('topic_id', '=', topic_id)
        .execute()
      return
    }
    const link = { item_id: planItemId, compact_name: compactName, title }
    await tx
      .insertInto('item_joint_link')
      .values({ ...topic, ...link })
      .onConflict((conflict) => conflict.columns(['compact_id', 'topic_id']).doUpdateSet(link))
      .execute()
  }),
]
