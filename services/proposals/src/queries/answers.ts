import type { Answer } from '@lianxie/service-kit'
import { caseFile, proposalTexts } from './case-file.ts'
import { docket } from './docket.ts'
import { intakes } from './intakes.ts'
import { myProposals } from './my-proposals.ts'

/** What can be read of proposals. */
export const answers: Answer<any, any>[] = [intakes, myProposals, docket, caseFile, proposalTexts]
