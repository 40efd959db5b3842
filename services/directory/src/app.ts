import { definePeriodicJob, mountImports, purgeImports, type ServiceDefinition } from '@lianxie/service-kit'
import { handlers } from './commands.ts'
import { memberRoster } from './imports/member-roster.ts'
import { unitList } from './imports/unit-list.ts'
import { answers } from './queries/answers.ts'
import { apply } from './store/apply.ts'
import { OWN_TABLES } from './store/tables.ts'

/** 名录: who and what there is, and all that is known of people. */
export const directory: ServiceDefinition = {
  name: 'directory',
  doc: { zh: '名录', en: 'Directory' },
  migrations: new URL('../migrations/', import.meta.url),
  handlers,
  answers,
  reactions: [],
  jobs: [definePeriodicJob('directory.purge-imports', { hours: 24 }, (tx, { now }) => purgeImports(tx, now))],
  apply,
  ownTables: OWN_TABLES,
  personalColumns: {},
  routes: (server, runtime) => mountImports(server, runtime, [memberRoster, unitList]),
}
