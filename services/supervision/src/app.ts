import { mountFiles, type ServiceDefinition } from '@lianxie/service-kit'
import { handlers } from './commands.ts'
import { jobs } from './jobs.ts'
import { answers } from './queries/answers.ts'
import { mayReadFile } from './queries/files.ts'
import { READERS } from './queries/visibility.ts'
import { reactions } from './reactions/index.ts'
import { mountIssueDocuments } from './routes/issue-documents.ts'
import { foreignTables, ownTables, wordColumns } from './store/all-tables.ts'
import { apply } from './store/apply.ts'

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
  routes: async (server, runtime) => {
    await mountIssueDocuments(server, runtime)
    await mountFiles(server, runtime, {
      uploaders: ['MEMBER', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'UNIT_HANDLER', 'UNIT_LEADER'],
      readers: READERS,
      mayRead: (sha256, actor) => mayReadFile(runtime.db, sha256, actor),
    })
  },
}
