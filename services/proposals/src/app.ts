import { mountFiles, mountHistoryUpload, type ServiceDefinition } from '@lianxie/service-kit'
import { afterwardsJobs } from './afterwards-jobs.ts'
import { handlers } from './commands.ts'
import { expireCosigningJob } from './draft-jobs.ts'
import { handlingJobs } from './handling-jobs.ts'
import { importHistoryJob } from './history-commands.ts'
import { proposalHistory } from './history-kind.ts'
import { likenessJobs } from './likeness-jobs.ts'
import { afterwardsAnswers, answers, historyAnswers } from './queries/answers.ts'
import { readableFiles } from './queries/files.ts'
import { READERS } from './queries/visibility.ts'
import { reactions } from './reactions/index.ts'
import { mountDocuments } from './routes/documents.ts'
import { afterwardsOwnTables } from './store/afterwards-tables.ts'
import { apply } from './store/apply.ts'
import { draftOwnTables, draftWordColumns, foreignTables } from './store/draft-tables.ts'
import { handlingOwnTables, handlingWordColumns } from './store/handling-tables.ts'
import { historyOwnTables, historyWordColumns } from './store/history-tables.ts'

/** 提案: the whole way of a proposal, from the draft to the archive. */
export const proposals: ServiceDefinition = {
  name: 'proposals',
  doc: { zh: '提案', en: 'Proposals' },
  migrations: new URL('../migrations/', import.meta.url),
  handlers,
  answers: [...answers, ...afterwardsAnswers, ...historyAnswers],
  reactions,
  jobs: [expireCosigningJob, ...handlingJobs, ...afterwardsJobs, ...likenessJobs, importHistoryJob],
  apply,
  ownTables: [...draftOwnTables, ...handlingOwnTables, ...afterwardsOwnTables, 'proposal_session', ...historyOwnTables],
  foreignTables: [...foreignTables, 'known_session', 'known_committee', 'known_joint_result'],
  readableFiles,
  personalColumns: { ...draftWordColumns, ...handlingWordColumns, ...historyWordColumns },
  routes: async (server, runtime) => {
    await mountDocuments(server, runtime)
    await mountHistoryUpload(server, runtime, proposalHistory)
    await mountFiles(server, runtime, {
      uploaders: [
        'MEMBER',
        'GROUP_CLERK',
        'STAFF_PROPOSAL',
        'STAFF_OFFICE',
        'UNIT_HANDLER',
        'UNIT_LEADER',
        'SUPERVISION_OFFICE',
      ],
      readers: READERS,
    })
  },
}
