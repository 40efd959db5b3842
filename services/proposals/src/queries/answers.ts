import type { Answer } from '@lianxie/service-kit'
import { caseFile, proposalTexts } from './case-file.ts'
import { caseHandling } from './case-handling.ts'
import { docket } from './docket.ts'
import { historyImport, historyImports } from './history-import.ts'
import { intakes } from './intakes.ts'
import { myProposals } from './my-proposals.ts'
import { stages } from './stages.ts'
import { statistics } from './statistics.ts'
import { toDo } from './to-do.ts'
import { unitInbox } from './unit-inbox.ts'

/** What can be read of proposals. */
export const answers: Answer<any, any>[] = [
  intakes,
  myProposals,
  docket,
  stages,
  caseFile,
  proposalTexts,
  historyImports,
  historyImport,
  statistics,
  caseHandling,
  unitInbox,
  toDo,
]
