import { mountFiles, mountHistoryUpload, mountUploads, type ServiceDefinition } from '@lianxie/service-kit'
import { handlers } from './commands.ts'
import { supervisionHistory } from './history-kind.ts'
import { jobs } from './jobs.ts'
import { answers } from './queries/answers.ts'
import { mayReadOriginal, readableFiles } from './queries/files.ts'
import { READERS } from './queries/visibility.ts'
import { reactions } from './reactions/index.ts'
import { mountAppraisalDocuments } from './routes/appraisal-documents.ts'
import { mountQuestionnaire } from './routes/questionnaire.ts'
import { mountGroupDocuments } from './routes/group-documents.ts'
import { mountVotes } from './routes/ballot-votes.ts'
import { mountIssueDocuments } from './routes/issue-documents.ts'
import { foreignTables, ownTables, wordColumns } from './store/all-tables.ts'
import { apply } from './store/apply.ts'

const UPLOADERS = ['MEMBER', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'UNIT_HANDLER', 'UNIT_LEADER'] as const

/** 民主监督: from the visit to the verified rectification, and the appraisal of departments. */
export const supervision: ServiceDefinition = {
  name: 'supervision',
  doc: { zh: '民主监督', en: 'Democratic supervision' },
  migrations: new URL('../migrations/', import.meta.url),
  handlers,
  answers,
  reactions,
  jobs,
  apply,
  ownTables: [...ownTables],
  foreignTables: [...foreignTables],
  personalColumns: wordColumns,
  readableFiles,
  async routes(server, runtime) {
    mountQuestionnaire(server, runtime)
    mountAppraisalDocuments(server, runtime)
    mountGroupDocuments(server, runtime)
    await mountHistoryUpload(server, runtime, supervisionHistory)
    await mountFiles(server, runtime, {
      uploaders: UPLOADERS,
      readers: READERS,
      mayReadOriginal: (sha256, actor) => mayReadOriginal(runtime.db, sha256, actor),
    })
    await mountUploads(server, runtime, { uploaders: UPLOADERS })
    await mountIssueDocuments(server, runtime)
    mountVotes(server, runtime)
  },
}
