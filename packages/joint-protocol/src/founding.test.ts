import { expect, test } from 'vitest'
import {
  completeFounding,
  createInvitation,
  foundingBytes,
  mergeInvitations,
  readFounding,
  signInvitation,
} from './founding.ts'
import { hubPlan } from './hub-plan.ts'
import { keyNamed } from './testing/test-keys.ts'
import { compactTextOf } from './testing/world.ts'

const sides = ['jiashan', 'qingpu', 'wujiang']
const approval = { organ: '主席会议', number: '第5次', date: '2022-02-20' }

const sign = (bundle: ReturnType<typeof createInvitation>, committee: string, as = committee) =>
  signInvitation(bundle, {
    committee,
    approval,
    at: new Date('2022-03-01T00:00:00Z'),
    signing: keyNamed(`${as} signing`),
    recovery: keyNamed(`${as} recovery`),
  })

test('an invitation that every side has signed founds the compact under the hash of its text and nonce', async () => {
  const invitation = createInvitation(compactTextOf(sides))
  const copies = await Promise.all(sides.map((side) => sign(invitation, side)))
  const founding = completeFounding(foundingBytes(mergeInvitations(invitation, ...copies)))

  expect(founding.signed.map((s) => s.committee).sort()).toEqual(sides)
  expect(founding.signed[0]?.approval).toEqual(approval)
  const again = readFounding(createInvitation(compactTextOf(sides)))
  expect('founding' in again && again.founding.compact).not.toBe(founding.compact)
})

test('a founding that somebody has not signed, or signed with another key, founds nothing', async () => {
  const invitation = createInvitation(compactTextOf(sides))
  const partly = await sign(await sign(invitation, 'qingpu'), 'jiashan')
  expect(() => completeFounding(partly)).toThrow('founding.missing_signature')
  await expect(sign(partly, 'wujiang', 'huqiu')).rejects.toThrow('founding.bad_signature')
  await expect(sign(partly, 'qingpu')).rejects.toThrow('founding.signed_twice')

  const other = createInvitation({ ...compactTextOf(sides), name: '另一机制' })
  const moved = { ...other, signatures: partly.signatures }
  expect(readFounding(moved)).toMatchObject({
    founding: { faults: [{ code: 'founding.bad_statement', party: 'qingpu' }, { party: 'jiashan' }] },
  })
  expect(readFounding(new Uint8Array([1, 2, 3]))).toEqual({ faults: [{ code: 'founding.bad_bytes' }] })
})

test('the hub plan gives each member its own name to publish under, and nothing to whoever left', () => {
  const text = compactTextOf(sides, (committee) => ({
    signing: keyNamed(`${committee} signing`).key,
    recovery: keyNamed(`${committee} recovery`).key,
    sealing: `age1${committee}`,
    hub: `U${'A'.repeat(55)}`,
  }))
  const compact = 'a'.repeat(64)

  const plan = hubPlan(compact, text, ['wujiang'])

  expect(plan.stream).toEqual({ name: `JOINT_${compact}`, subjects: [`joint.${compact}.*.*`] })
  expect(plan.members.map((m) => m.committee)).toEqual(['jiashan', 'qingpu'])
  for (const member of plan.members) {
    const subjects = member.publish.filter((s) => !s.startsWith('$JS.'))
    expect(subjects).toEqual([`joint.${compact}.${member.committee}.*`])
    expect(member.publish.some((s) => /CREATE|DELETE|UPDATE|PURGE/.test(s))).toBe(false)
  }
})
