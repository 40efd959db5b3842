import type { proposals as c } from '@lianxie/contracts'

/** Rows about 联合提案; see `migrations/0005-joint.sql`. */
export interface JointTables {
  known_joint_result: {
    joint_key: string
    committee: string
    result_class: c.ResultClass
    replied_on: string
    round: number
  }
}
