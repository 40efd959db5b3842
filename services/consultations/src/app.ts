import { mountFiles, mountImports, type ServiceDefinition } from '@lianxie/service-kit'
import { handlers } from './commands.ts'
import { planImport } from './plan-import.ts'
import { planJobs } from './plan-jobs.ts'
import { planAnswers } from './queries/plan-answers.ts'
import { sessionAnswers } from './queries/session-answers.ts'
import { reactions } from './reactions/index.ts'
import { readableFiles } from './queries/session-files.ts'
import { SESSION_READERS } from './queries/session-visibility.ts'
import { sessionJobs } from './session-jobs.ts'
import { apply } from './store/apply.ts'
import { foreignTables, planOwnTables } from './store/plan-tables.ts'
import { sessionForeignTables, sessionOwnTables, sessionPersonalColumns } from './store/session-tables.ts'

/** 协商: the annual plan and everything that becomes of its items. */
export const consultations: ServiceDefinition = {
  name: 'consultations',
  doc: { zh: '协商', en: 'Consultations' },
  migrations: new URL('../migrations/', import.meta.url),
  handlers,
  answers: [...planAnswers, ...sessionAnswers],
  reactions,
  jobs: [...planJobs, ...sessionJobs],
  apply,
  ownTables: [...planOwnTables, ...sessionOwnTables],
  foreignTables: [...foreignTables, ...sessionForeignTables],
  personalColumns: sessionPersonalColumns,
  readableFiles,
  routes: async (server, runtime) => {
    await mountImports(server, runtime, [planImport])
    await mountFiles(server, runtime, {
      uploaders: ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER'],
      readers: SESSION_READERS,
    })
  },
}
