import { type CommandDefinition, identity as i, REFUSALS } from '@lianxie/contracts'
import { replayEquality } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdentity } from '../src/app.ts'
import { FAR, keeper, newPerson, second, start, today } from './world.ts'

test(
  'replaying all events of random histories into empty tables gives the same tables',
  { timeout: 180_000 },
  async () => {
    await using service = await start()
    const people = [await newPerson(service), await newPerson(service, 'MEMBER'), await newPerson(service)]
    const grants: string[] = []
    const programs: string[] = []
    const reason = '工作需要'
    const pick = (list: readonly string[], n: number) => list[n % Math.max(1, list.length)] ?? people[0]!.accountId
    const account = (n: number) => people[n % people.length]!.accountId
    const program = { label: '统计', role: 'ANALYST', scopes: ['ops:read'], untilOn: FAR, reason }
    const roles = ['STAFF_INFO', 'MEMBER', 'CHAIR', 'AUDITOR']
    const steps: ((n: number) => [CommandDefinition, unknown])[] = [
      (n) => [
        i.ProposeRoleGrant,
        { accountIds: [account(n)], role: roles[n % 4], fromOn: today(service), untilOn: FAR, reason },
      ],
      (n) => [i.ApproveRoleGrant, { grantIds: [pick(grants, n)] }],
      (n) => [i.RevokeRole, { grantId: pick(grants, n), reason }],
      (n) => [i.StopAccount, { accountId: account(n), reason }],
      (n) => [i.ReinstateAccount, { accountId: account(n), reason }],
      (n) => [i.ResetPassword, { accountId: account(n), reason }],
      (n) => [i.LinkSso, { accountId: account(n), subject: `subject-${n}` }],
      (n) => [i.UnlinkSso, { accountId: account(n), reason }],
      () => [i.RegisterServiceAccount, program],
      (n) => [i.ApproveServiceAccount, { serviceAccountId: pick(programs, n) }],
      (n) => [i.RenewServiceSecret, { serviceAccountId: pick(programs, n) }],
      (n) => [i.StopServiceAccount, { serviceAccountId: pick(programs, n), reason }],
    ]
    const done = new Set<string>()

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: steps.length - 1 }), fc.nat({ max: 30 }), fc.boolean()), {
          minLength: 60,
          maxLength: 80,
        }),
        async (history) => {
          for (const [which, n, isSecond] of history) {
            const [command, body] = steps[which]!(n)
            const { status, body: answer } = await service.try(command, body, { as: isSecond ? second : keeper })
            if (status !== 200) {
              expect(Object.keys(REFUSALS)).toContain(answer.code)
              continue
            }
            done.add(command.type)
            for (const { data } of answer.events) {
              const { grantId, serviceAccountId } = data as { grantId?: string; serviceAccountId?: string }
              if (grantId && !grants.includes(grantId)) grants.push(grantId)
              if (serviceAccountId && !programs.includes(serviceAccountId)) programs.push(serviceAccountId)
            }
          }
          const { replayed, differences } = await replayEquality(service, createIdentity())
          expect(differences).toEqual([])
          expect(replayed.events).toBeGreaterThan(20)
        },
      ),
      { seed: 20261123, numRuns: 2, endOnFailure: true },
    )

    expect([...done].toSorted()).toEqual(steps.map((step) => step(0)[0].type).toSorted())
  },
)
