import {
  type CompactText,
  completeFounding,
  type FoundingBundle,
  type HubPlan,
  hubPlan,
  readFounding,
} from '@lianxie/joint-protocol'
import { HubError } from './hub-error.ts'

/** A compact as the hub's operator knows it: what all sides signed, and who has left since. */
export interface HubCompact {
  bundle: FoundingBundle
  /** Committees that no longer have access. */
  left?: readonly string[]
}

export interface CompactPlan extends HubPlan {
  compact: string
  text: CompactText
}

/**
 * What the hub needs for one compact. Nothing but a founding that every side has signed gives access: throws a HubError
 * `founding.*` for anything else, with the side that is missing or to blame.
 */
export function planOf({ bundle, left = [] }: HubCompact): CompactPlan {
  const { compact, text } = signedByAll(bundle)
  for (const committee of left) {
    if (!text.members.some((member) => member.committee === committee)) {
      throw new HubError(
        'hub.no_member',
        `${committee} 不是机制 ${compact.slice(0, 12)} 的成员`,
        `${committee} is not a member of the compact ${compact.slice(0, 12)}`,
      )
    }
  }
  return { compact, text, ...hubPlan(compact, text, [...left]) }
}

/** Reads a founding file; throws a HubError unless it is complete and every signature holds. */
export function signedByAll(file: Uint8Array | FoundingBundle): ReturnType<typeof completeFounding> {
  const read = readFounding(file)
  const faults = 'faults' in read ? read.faults : read.founding.faults
  const missing = 'faults' in read ? [] : read.founding.missing
  const [fault] = faults
  if (fault) {
    const party = 'party' in fault && fault.party !== null ? fault.party : undefined
    throw new HubError(
      fault.code,
      `成立文件有误（${fault.code}）${party === undefined ? '' : `：${party}`}`,
      `the founding file is broken (${fault.code})${party === undefined ? '' : `: ${party}`}`,
    )
  }
  if (missing.length > 0) {
    throw new HubError(
      'founding.missing_signature',
      `成立文件尚缺以下各方的签署：${missing.join('、')}`,
      `the founding file is not signed by ${missing.join(', ')}`,
    )
  }
  return completeFounding(file)
}
