import type { ServiceDefinition } from '@lianxie/service-kit'
import { createMeans } from './auth/means.ts'
import { handlers } from './commands.ts'
import { firstOperator } from './first-operator.ts'
import { jobs } from './jobs.ts'
import { answers } from './queries/answers.ts'
import { reactions } from './reactions/index.ts'
import { mountHandouts } from './routes/handouts.ts'
import { mountPasswords } from './routes/passwords.ts'
import { mountSecondFactor } from './routes/second-factor.ts'
import { mountServiceTokens } from './routes/service-tokens.ts'
import { mountSessions } from './routes/sessions.ts'
import { mountSignIn } from './routes/sign-in.ts'
import { mountSso } from './routes/sso.ts'
import { mountTokens } from './routes/tokens.ts'
import { IdentitySettings } from './settings.ts'
import { apply } from './store/apply.ts'
import { foreignTables, ownTables, personalColumns } from './store/tables.ts'

/** 身份: accounts, roles, sessions and tokens. The settings of a process come from its environment; tests give their own. */
export const createIdentity = (given: Partial<IdentitySettings> = {}): ServiceDefinition => ({
  name: 'identity',
  doc: { zh: '身份', en: 'Identity' },
  migrations: new URL('../migrations/', import.meta.url),
  handlers,
  answers,
  reactions,
  jobs,
  apply,
  ownTables: [...ownTables],
  foreignTables: [...foreignTables],
  personalColumns,
  tasks: { 'first-operator': firstOperator },
  async routes(server, runtime, execute) {
    const means = await createMeans(runtime, execute, IdentitySettings.parse({ ...runtime.own, ...given }))
    mountSignIn(server, means)
    mountPasswords(server, means)
    mountSecondFactor(server, means)
    mountSessions(server, means)
    mountTokens(server, means)
    mountServiceTokens(server, means)
    mountHandouts(server, means)
    mountSso(server, means)
  },
})

export const identity = createIdentity()
export { firstOperator }
