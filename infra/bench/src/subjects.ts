import type { Subject } from './subject.ts'
import { command } from './subjects/command.ts'
import { joint } from './subjects/joint.ts'
import { lists } from './subjects/lists.ts'
import { openLoop } from './subjects/open-loop.ts'
import { proposalSimilarity } from './subjects/proposal-similarity.ts'
import { proposals } from './subjects/proposals.ts'
import { replay } from './subjects/replay.ts'
import { startUp } from './subjects/start-up.ts'
import { supervision } from './subjects/supervision.ts'

/** Everything that the bench measures, in the order of the report. */
export const subjects: readonly Subject[] = [
  command,
  openLoop,
  startUp,
  joint,
  replay,
  lists,
  proposals,
  proposalSimilarity,
  supervision,
]
