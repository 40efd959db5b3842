import { type CommandDefinition, type QueryDefinition, Role } from '@lianxie/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from '../answer.ts'
import type { Handler } from '../handle.ts'
import type { ServiceDefinition } from '../service.ts'
import { account } from './actor-as.ts'
import { startTestService, type TestService } from './test-service.ts'
import { type Samples, whatRoleMay } from './what-role-may.ts'

/** Who may send a command or ask a query: written by hand from `domain.md` §3.1, not read from the code. */
export type Access = Readonly<Record<string, readonly Role[] | 'everybody'>>

/** A part of a service with its samples and its rows of the access table. */
export interface ServicePart<Given> {
  part: string
  handlers: readonly Handler<any, any, any>[]
  answers: readonly Answer<any, any>[]
  samples(service: TestService, given: Given): Promise<Samples>
  access: Access
}

// Nobody signs in as the service itself or as the public.
const roles = Role.options.filter((role) => role !== 'SYSTEM' && role !== 'PUBLIC')

/** The tests that every role may do what the tables of the parts say, and nothing else, nor anybody without a token of here. */
export function describeAccess<Given>(
  definition: ServiceDefinition,
  parts: readonly ServicePart<Given>[],
  given: (service: TestService) => Promise<Given>,
): void {
  describe.each(parts)('$part', ({ handlers, answers, samples, access }) => {
    let service: TestService
    let wellFormed: Samples
    beforeAll(async () => {
      service = await startTestService(definition)
      wellFormed = await samples(service, await given(service))
    }, 120_000)
    afterAll(() => service?.[Symbol.asyncDispose]())

    test('the table names every command and query, and no others', () => {
      const definitions: (CommandDefinition | QueryDefinition)[] = [
        ...handlers.map(({ command }) => command),
        ...answers.map(({ query }) => query),
      ]

      expect(definitions.map(({ type }) => type).toSorted()).toEqual(Object.keys(access).toSorted())
    })

    test.each(roles)('%s may do what the table gives and nothing else', async (role) => {
      const found = await whatRoleMay(service, wellFormed, role)

      const expected = Object.entries(access).map(([type, allowed]) => {
        const may = allowed === 'everybody' || allowed.includes(role)
        return [type, may ? 'may' : 'may not']
      })
      expect(found).toEqual(Object.fromEntries(expected))
    })

    test('without a token one reads what is for everybody, and a token of another committee opens nothing', async () => {
      for (const { query, as, params } of wellFormed.queries) {
        const open = access[query.type] === 'everybody'
        const nobody = await service.tryAsk(query, params)
        expect([query.type, nobody.body.code !== 'auth.missing']).toEqual([query.type, open])
        const token = await service.tokenOf(as ?? account('CHAIR'), { committee: 'elsewhere-cppcc' })
        const stranger = await service.tryAsk(query, params, { token })
        expect([query.type, stranger.body.code]).toEqual([query.type, 'auth.wrong_committee'])
      }
      for (const { command, as, body } of wellFormed.commands) {
        expect((await service.try(command, body)).body.code).toBe('auth.missing')
        const token = await service.tokenOf(as, { committee: 'elsewhere-cppcc' })
        expect((await service.try(command, body, { token })).body.code).toBe('auth.wrong_committee')
      }
    })
  })
}
