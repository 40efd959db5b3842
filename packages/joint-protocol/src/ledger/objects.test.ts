import { expect, test } from 'vitest'
import { sha256 } from '../encoding.ts'
import { answering, countersign, draftVersion } from '../drafts.ts'
import type { Draft } from '../member/member-api.ts'
import { recordContent, topicContent } from '../testing/contents.ts'
import { createWorld, settle, type World } from '../testing/world.ts'

const act = async (world: World, side: string, draft: Draft) => {
  await settle(world)
  const { id } = await world.side(side).member.act(draft)
  await settle(world)
  return id
}

async function effective(world: World, kind: 'topic' | 'record') {
  const { view } = world.side('wujiang').member
  const draft =
    kind === 'topic'
      ? draftVersion(view, { kind, convenor: 'wujiang', content: topicContent() })
      : draftVersion(view, { kind, convenor: 'wujiang', content: recordContent() })
  const id = await act(world, 'wujiang', draft)
  for (const side of ['qingpu', 'jiashan', 'wujiang']) await act(world, side, countersign(id))
  return id
}

test('a task goes from allocated to verified by its own side alone', async () => {
  const world = await createWorld()
  const record = await effective(world, 'record')
  const unit = { id: 'unit-7', name: '水务局' }
  const task = await act(world, 'qingpu', { kind: 'task', body: { record, title: '清淤', unit, due: '2022-10-01' } })
  const report = (state: 'ACCEPTED' | 'IN_PROGRESS' | 'DONE' | 'VERIFIED'): Draft => ({
    kind: 'progress',
    body: { task, state, summary: '按计划推进', due: state === 'IN_PROGRESS' ? '2022-11-01' : null, files: [] },
  })

  await expect(act(world, 'wujiang', report('ACCEPTED'))).rejects.toThrow('ref.not_yours')
  await expect(act(world, 'qingpu', report('DONE'))).rejects.toThrow('ref.bad_step')
  for (const state of ['ACCEPTED', 'IN_PROGRESS', 'DONE', 'VERIFIED'] as const)
    await act(world, 'qingpu', report(state))

  expect(world.side('jiashan').member.view.tasks()).toMatchObject([
    { side: 'qingpu', state: 'VERIFIED', due: '2022-11-01' },
  ])
})

test('a task belongs to an effective record', async () => {
  const world = await createWorld()
  const { view } = world.side('wujiang').member
  const record = await act(
    world,
    'wujiang',
    draftVersion(view, { kind: 'record', convenor: 'wujiang', content: recordContent() }),
  )
  const unit = { id: 'unit-7', name: '水务局' }

  await expect(
    act(world, 'qingpu', { kind: 'task', body: { record, title: '清淤', unit, due: null } }),
  ).rejects.toThrow('ref.bad_step')
})

test('a session is quorate when every side is represented', async () => {
  const world = await createWorld()
  const start = '2022-06-01T01:00:00.000Z'
  const session = await act(world, 'wujiang', {
    kind: 'session',
    body: { act: 'convene', topic: null, title: '联席会议', form: '会议', place: '吴江', start, agenda: '通报' },
  })
  const attend = (members: number): Draft => ({
    kind: 'session',
    body: { act: 'attend', session, members, officials: 0, others: 0, commitment: sha256('salt and list') },
  })
  await act(world, 'wujiang', attend(5))
  await act(world, 'qingpu', attend(4))
  await act(world, 'wujiang', { kind: 'session', body: { act: 'hold', session, started: start } })
  expect(world.side('jiashan').member.view.sessions()).toMatchObject([
    { state: 'HELD', quorate: false, absent: ['jiashan'] },
  ])

  await act(world, 'jiashan', attend(3))
  await act(world, 'wujiang', { kind: 'session', body: { act: 'adjourn', session, ended: start } })
  expect(world.side('qingpu').member.view.sessions()).toMatchObject([{ state: 'ADJOURNED', quorate: true, absent: [] }])
  await expect(
    act(world, 'qingpu', { kind: 'session', body: { act: 'adjourn', session, ended: start } }),
  ).rejects.toThrow('ref.not_yours')
})

test('joint research ends with a consolidated report that all endorse, reservations in its annex', async () => {
  const world = await createWorld()
  const topic = await effective(world, 'topic')
  const plan = {
    topic,
    title: '水体联保共治调研',
    outline: '三地分头调研',
    lead: 'wujiang',
    from: '2022-05-01',
    to: '2022-06-30',
  }
  const research = await act(world, 'wujiang', { kind: 'research', body: { act: 'plan', ...plan } })
  await act(world, 'qingpu', {
    kind: 'research',
    body: { act: 'field', research, angle: '源头治理', from: '2022-05-02' },
  })
  const reports: string[] = []
  for (const side of ['jiashan', 'qingpu', 'wujiang'])
    reports.push(
      await act(world, side, { kind: 'research-report', body: { research, title: '分报告', text: '情况', files: [] } }),
    )
  const reservation = await act(world, 'jiashan', {
    kind: 'reservation',
    body: { about: reports[1]!, text: '对补偿标准持保留意见' },
  })
  const content = { research, title: '总报告', text: '综合三地情况', reports, reservations: [reservation] }
  const { view } = world.side('wujiang').member
  const report = await act(
    world,
    'wujiang',
    draftVersion(view, { kind: 'consolidated-report', convenor: 'wujiang', content }),
  )
  expect(view.researches()).toMatchObject([{ state: 'CONSOLIDATED', consolidated: [report] }])
  for (const side of ['qingpu', 'jiashan', 'wujiang']) await act(world, side, countersign(report))

  expect(view.researches()).toMatchObject([{ state: 'ENDORSED', reservations: [{ committee: 'jiashan' }] }])
})

test('the host of a year hands over to the next, and only that one takes over', async () => {
  const world = await createWorld()
  const [first, second, third] = world.text.rotation.order as [string, string, string]
  await act(world, first, { kind: 'rotation', body: { act: 'begin', year: 2022 } })
  await expect(act(world, second, { kind: 'rotation', body: { act: 'begin', year: 2022 } })).rejects.toThrow('not_host')
  const handOver = await act(world, first, {
    kind: 'rotation',
    body: { act: 'hand-over', year: 2022, to: second, openTasks: [], archive: '档案目录', budget: '无结余' },
  })
  await expect(act(world, third, { kind: 'rotation', body: { act: 'take-over', handOver } })).rejects.toThrow(
    'not_host',
  )
  await act(world, second, { kind: 'rotation', body: { act: 'take-over', handOver } })

  expect(world.side(third).member.view.rotation()).toMatchObject([
    { year: 2022, host: first, state: 'HANDED_OVER' },
    { year: 2023, host: second, state: 'SCHEDULED' },
  ])
})

test('in a vertical compact a report is read and agreed by the upper side and one level alone', async () => {
  const committees = ['province', 'suzhou', 'wujiang']
  const world = await createWorld({ committees, text: { kind: 'vertical', upper: 'province' }, sealed: true })
  await expect(
    act(world, 'suzhou', { kind: 'template', body: { title: '方案', text: '要求', files: [] } }),
  ).rejects.toThrow('template.not_upper')
  await act(world, 'province', { kind: 'template', body: { title: '方案', text: '要求', files: [] } })
  const suzhou = world.side('suzhou').member
  const audience = ['province', 'suzhou']
  const draft = draftVersion(suzhou.view, {
    kind: 'record',
    convenor: 'province',
    audience,
    content: recordContent('苏州专报', { text: '仅供双方' }),
  })
  const report = await act(world, 'suzhou', draft)
  for (const side of ['suzhou', 'province'])
    await act(world, side, answering(world.side(side).member.view, countersign(report)))

  expect(world.side('province').member.view.version(report)).toMatchObject({ state: 'EFFECTIVE' })
  const other = world.side('wujiang').member
  expect(other.view.entry(report)).toMatchObject({ content: undefined, standing: 'live' })
  expect(other.view.decisions()).toEqual([])
  expect(other.view.digest()).toBe(suzhou.view.digest())
  expect(Buffer.from(other.view.entry(report)!.signed.raw).toString()).not.toContain('仅供双方')
})
