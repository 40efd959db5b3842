import type { Answer } from '@lianxie/service-kit'
import { caseFile, proposalTexts } from './case-file.ts'
import { appraisal, appraisals } from './appraisals.ts'
import { caseFeedback } from './case-feedback.ts'
import { caseHandling } from './case-handling.ts'
import { casePublication } from './case-publication.ts'
import { caseSupervision } from './case-supervision.ts'
import { corrections } from './corrections.ts'
import { docket } from './docket.ts'
import { historyImport, historyImports } from './history-import.ts'
import { intakes } from './intakes.ts'
import { keyVotes } from './key-votes.ts'
import { lookBackCases, lookBacks } from './look-backs.ts'
import { myProposals } from './my-proposals.ts'
import { pressureReports } from './pressure-reports.ts'
import { promises } from './promises.ts'
import { publishedProposal, publishedProposals } from './published.ts'
import { similarProposals } from './similar-proposals.ts'
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
  caseHandling,
  unitInbox,
  toDo,
  similarProposals,
]

/** What can be read of what comes after the reply. */
export const afterwardsAnswers: Answer<any, any>[] = [
  caseFeedback,
  pressureReports,
  promises,
  caseSupervision,
  keyVotes,
  lookBacks,
  lookBackCases,
  appraisals,
  appraisal,
  corrections,
  casePublication,
  publishedProposals,
  publishedProposal,
]

/** Imports of past years, and the figures of every year. */
export const historyAnswers: Answer<any, any>[] = [historyImports, historyImport, statistics]
