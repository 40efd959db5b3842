import type { ServiceDefinition } from '@lianxie/service-kit'
import { handlers } from './commands.ts'
import { planAnswers } from './queries/plan-answers.ts'
import { sessionAnswers } from './queries/session-answers.ts'
import { reactions } from './reactions/index.ts'
import { apply } from './store/apply.ts'

export const consultations: ServiceDefinition = {
  name: 'consultations',
  title: '协商 Consultations',
  migrations: new URL('../migrations/', import.meta.url),
  handlers,
  answers: [...planAnswers, ...sessionAnswers],
  reactions,
  apply,
  ownTables: ['plan', 'plan_item'],
  foreignTables: [],
  personalColumns: {},
}
