import type { Reaction } from '@lianxie/service-kit'
import { promiseReactions } from './consultation-promises.ts'
import { sessionReactions } from './consultation-sessions.ts'
import { jointReactions } from './joint-work.ts'
import { peopleReactions } from './people.ts'
import { proposalReactions } from './proposal-cases.ts'
import { replyReactions } from './proposal-replies.ts'
import { supervisionReactions } from './supervision-issues.ts'

/** What the other services tell, and whom it concerns. */
export const reactions: readonly Reaction[] = [
  ...peopleReactions,
  ...proposalReactions,
  ...replyReactions,
  ...sessionReactions,
  ...promiseReactions,
  ...supervisionReactions,
  ...jointReactions,
]
