import type { ServiceDefinition } from '@lianxie/service-kit'
import { handlersOf } from './commands.ts'
import { jobsOf } from './jobs.ts'
import { type Means, openMeans } from './means.ts'
import { measureLetters } from './measure-letters.ts'
import { answersOf } from './queries/answers.ts'
import { reactions } from './reactions/index.ts'
import { NoticesSettings } from './settings.ts'
import { apply } from './store/apply.ts'
import { foreignTables, ownTables, personalColumns } from './store/tables.ts'

/** 通知: who is told of what, and by which way. The settings of a process come from its environment; tests give their own. */
export function createNotices(given: Partial<NoticesSettings> = {}): ServiceDefinition {
  let means: Means | undefined
  const meansOf = () => {
    if (!means) throw new Error('expected the service to have started')
    return means
  }
  return {
    name: 'notices',
    doc: { zh: '通知', en: 'Notices' },
    migrations: new URL('../migrations/', import.meta.url),
    handlers: handlersOf(meansOf),
    answers: answersOf(meansOf),
    reactions,
    jobs: jobsOf(meansOf),
    apply,
    ownTables: [...ownTables],
    foreignTables: [...foreignTables],
    personalColumns,
    measure: (metrics, { db, clock }) => measureLetters(metrics, db, () => clock.now()),
    async start(runtime) {
      const opened = openMeans(runtime, NoticesSettings.parse({ ...runtime.own, ...given }))
      means = opened
      return opened
    },
  }
}
