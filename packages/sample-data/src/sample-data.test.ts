import { createHash } from 'node:crypto'
import type { CommitteeId } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import {
  bodies,
  bodiesOf,
  committees,
  compactOf,
  compacts,
  jointConsultationOf,
  members,
  membersOf,
  originOf,
  PLAN_COLUMNS,
  planItems,
  planOf,
  planRecipients,
  planRows,
  publishedHistory,
  sampleId,
  sampleProposals,
  sampleSupervision,
  sectors,
  staff,
  staffOf,
  units,
  unitsOf,
  wuxingHistory,
  type CompactName,
} from './index.ts'

const RING = ['wuxing-cppcc', 'huqiu-cppcc', 'xinwu-cppcc', 'xinbei-cppcc', 'xiuzhou-cppcc']
const THREE = ['wujiang-cppcc', 'qingpu-cppcc', 'jiashan-cppcc']
const COMPACTS: CompactName[] = ['qingwujia-cppcc-1plus3', 'taihu-ring-five']

const ids = new Set([...bodies, ...units, ...members, ...staff, ...planItems].map(({ id }) => id))

test('there are eight committees in two compacts', () => {
  expect(committees.map(({ id }) => id).toSorted()).toEqual([...THREE, ...RING].toSorted())
  expect(compacts.map(({ members }) => members)).toEqual([THREE, RING])
})

test('the plan of 吴江政协 has its 35 items, all facts of one document', () => {
  const items = planOf('wujiang-cppcc')

  expect(items.map(({ serial }) => serial)).toEqual(Array.from({ length: 35 }, (_, index) => index + 1))
  expect(new Set(items.map((item) => JSON.stringify(originOf(item))))).toEqual(
    new Set([JSON.stringify({ kind: 'fact', source: '000_f01518fbf9c430e4.txt' })]),
  )
})

test('the 35 items divide by form as in the document', () => {
  const counts: Record<string, number> = {}
  for (const { form } of planOf('wujiang-cppcc')) counts[form] = (counts[form] ?? 0) + 1

  expect(counts).toEqual({
    STUDY: 6,
    BRIEFING: 1,
    JOINT_RESEARCH: 2,
    THEMATIC: 4,
    SUPERVISION: 3,
    CHAIRPERSONS: 5,
    INSPECTION: 1,
    RESEARCH: 2,
    PUBLICATION: 1,
    INSTITUTION_BUILDING: 1,
    GRASSROOTS: 1,
    PROPOSAL_SUPERVISION: 1,
    PROPOSAL_HANDLING: 1,
    MEETING: 1,
    VISIT: 1,
    SECTOR_ACTIVITY: 2,
    TRAINING: 1,
    EVALUATION: 1,
  })
})

test('every other plan, and every person, is marked synthetic', () => {
  const others = planItems.filter(({ committee }) => committee !== 'wujiang-cppcc')

  expect(others.length).toBeGreaterThanOrEqual(7 * 5)
  expect([...others, ...members, ...staff].every(({ synthetic }) => synthetic)).toBe(true)
})

test.each([...THREE, ...RING])('%s has a plan, members, staff, bodies and units', (committee) => {
  expect(planOf(committee).length).toBeGreaterThanOrEqual(5)
  expect(membersOf(committee)).toHaveLength(24)
  expect(membersOf(committee).filter(({ posts }) => posts.includes('CHAIRPERSON'))).toHaveLength(1)
  expect(new Set(staffOf(committee).map(({ role }) => role)).size).toBeGreaterThanOrEqual(11)
  expect(bodiesOf(committee).length).toBeGreaterThanOrEqual(12)
  expect(unitsOf(committee)).toHaveLength(18)
  expect(planRecipients(committee).length).toBeGreaterThanOrEqual(18)
})

test('ids are unique, and every reference resolves within its own committee', () => {
  expect(ids.size).toBe(bodies.length + units.length + members.length + staff.length + planItems.length)
  const refs = [
    ...planItems.flatMap(({ id, committee, leadBody, counterpart }) =>
      [leadBody, counterpart].map((ref) => ({ id, committee, ref })),
    ),
    ...members.flatMap(({ id, committee, bodies: refs }) => refs.map((ref) => ({ id, committee, ref }))),
    ...staff.flatMap(({ id, committee, body, member }) => [body, member].map((ref) => ({ id, committee, ref }))),
  ].filter(({ ref }) => ref !== undefined)

  expect(refs.filter(({ committee, ref }) => !ids.has(String(ref)) || !ref?.startsWith(`${committee}.`))).toEqual([])
  const slugs = new Set(sectors.map(({ slug }) => slug))
  expect(members.filter(({ sector }) => !slugs.has(sector))).toEqual([])
  expect(
    planItems.filter(({ compact }) => compact !== undefined && !compacts.some(({ id }) => id === compact)),
  ).toEqual([])
})

test('the proposals name units that every committee has, and those that became part of another case name it', () => {
  for (const { leadUnit, coUnits } of sampleProposals)
    for (const slug of [leadUnit, ...coUnits])
      for (const committee of [...THREE, ...RING]) expect(ids).toContain(`${committee}.unit.${slug}`)
  expect(sampleProposals.filter(({ until, into }) => (until === 'MERGED_INTO') !== (into !== undefined))).toEqual([])
  const filed = sampleProposals.filter(({ until }) => until === 'FILED').map(({ id }) => id)
  for (const { into } of sampleProposals) if (into !== undefined) expect(filed).toContain(into)
})

test('the unit that the sample supervises is one that every committee has', () => {
  for (const committee of [...THREE, ...RING]) expect(ids).toContain(`${committee}.unit.${sampleSupervision.unit}`)
})

test.each(COMPACTS)('%s: every side takes part in every step of the consultation', (name) => {
  const { members: sides, agreement } = compactOf(name)
  const joint = jointConsultationOf(name)
  const everySide = sides.toSorted()
  const who = (list: readonly { committee: string }[]) =>
    [...new Set(list.map(({ committee }) => committee))].toSorted()

  for (const list of [
    agreement.decisions,
    joint.confirmations,
    joint.research.sides,
    joint.regionalReports,
    joint.consolidatedReport.endorsements,
    joint.session.attendance,
    joint.record.signatures,
    joint.tasks,
    joint.submissions,
  ]) {
    expect(who(list)).toEqual(everySide)
  }
  expect(Object.keys(joint.topic.planItems).toSorted()).toEqual(everySide)
  expect(joint.comments.map(({ by }) => by).toSorted()).toEqual(
    everySide.filter((side) => side !== joint.topic.proposedBy),
  )
})

test.each(COMPACTS)('%s: the topic stands in the own plan of every side', (name) => {
  const { topic } = jointConsultationOf(name)

  for (const [committee, id] of Object.entries(topic.planItems)) {
    const item = planOf(committee as CommitteeId).find((one) => one.id === id)
    expect(item?.topic).toBe(topic.title)
  }
})

test.each(COMPACTS)('%s: tasks go to own units, end later than they begin, and have a state each time', (name) => {
  for (const { committee, unit, dueOn, progress } of jointConsultationOf(name).tasks) {
    expect(unitsOf(committee).map(({ id }) => id)).toContain(unit)
    expect(progress[0]?.state).toBe('ACCEPTED')
    expect(progress.map(({ on }) => on)).toEqual(progress.map(({ on }) => on).toSorted())
    expect(progress.every(({ on }) => on < dueOn)).toBe(true)
  }
})

test.each(COMPACTS)('%s: the second version changes exactly the paragraph that was objected to', (name) => {
  const { record, convenor } = jointConsultationOf(name)

  const changed = record.v1.paragraphs.flatMap((paragraph, index) =>
    paragraph === record.v2.paragraphs[index] ? [] : [index + 1],
  )
  expect(changed).toEqual([record.amendment.paragraph])
  expect(record.v2.paragraphs).toHaveLength(record.v1.paragraphs.length)
  expect(record.signatures.at(-1)?.committee).toBe(convenor)
})

test.each(COMPACTS)('%s: the steps follow one another in time', (name) => {
  const { topic, comments, confirmations, research, regionalReports, consolidatedReport, session, record } =
    jointConsultationOf(name)
  const { decisions, startsOn } = compactOf(name).agreement
  const days = [
    ...decisions.map(({ decidedOn }) => decidedOn),
    startsOn,
    topic.proposedOn,
    ...comments.map(({ on }) => on),
    ...confirmations.map(({ on }) => on),
    research.from,
    research.to,
    ...regionalReports.map(({ on }) => on),
    consolidatedReport.on,
    ...consolidatedReport.endorsements.map(({ on }) => on),
    session.on,
    record.v1.on,
    record.amendment.on,
    record.v2.on,
    ...record.signatures.map(({ on }) => on),
  ]

  expect(days).toEqual(days.toSorted())
})

test('a plan as rows has the columns of an import, and leaves empty what the document leaves open', () => {
  const rows = planRows('wujiang-cppcc')

  expect(Object.keys(rows[0] ?? {})).toHaveLength(PLAN_COLUMNS.length)
  expect(rows[13]).toEqual({
    serial: 14,
    form: '主席会议协商',
    subject: '优化营商环境',
    month: '',
    leadOffice: '主席会议',
    responsibleLeader: '',
    governmentCounterpart: '',
    note: '',
  })
  expect(planRows('qingpu-cppcc')[0]).toMatchObject({ month: '8', governmentCounterpart: '青浦区水务局' })
})

test('a readable id always gives the same UUID, and different ones differ', () => {
  expect(sampleId('a')).toBe('03d9be55-3941-8980-ad21-7c0951c37da5')
  expect(new Set([...ids].map(sampleId)).size).toBe(ids.size)
})

// SHA-256 of `lianxie:` and a name printed in the documents of 2022: real people, who must not occur here.
const REAL_NAMES = new Set([
  '03710ffdda0220d9660a6c7dc27cd231dfd60f3667251d3a33f5d2d45913b94e',
  '05882fc361d18e1b5971b75112cd8146c629f8af59c8aa742369df5f4a847bdb',
  '0fcda609320b9d9c7e486c5e40d775e67320ef82fa593fde1d8616ec614de3b6',
  '13e15a8ce58bd1d8d6a4817bcd3063bcdb493f69c87ef1b3fedef7990cf48cfe',
  '16b3861e09851ca75c387729d6b0b39bd167cde7fee6b1efe2c1e8359795af01',
  '19240b9a8726f29246cda563dc2fb5a7d4a80054ae060d6ad5dd87ed6d7cc1aa',
  '1f2ab655a0e3a4fece3b99bd8950b404b641727aaf6c0a5de6811eafb289006a',
  '2d7192ae90d5644b765aa1cb16873f691e04fc1f95f4198d91c28178fc5625e4',
  '2eec7ba8ecb9fc532cb67ce2ddfb0cd01379b9b780d37596d09e737ba6b95783',
  '3019457231179c15e7762069199edd9d0f3c0477978c333de32c70a9a01baacc',
  '31165facc678406701e3ad7ab742dbd136c53b16c8527ed020972c76f9c371c9',
  '33793c18334490a767426b05af0a1083c7df3326623e47a536b8106b85c5654e',
  '37b5d665bd64a78f37a1635763d2973b8d0d5a86e404e42ecfee1b8f14e8a91b',
  '42b487e5bb0067f13b99b39fd684041f838abc5e35349105bc031a9cb851cde8',
  '4895cbb24aad03ebe3108f01504659077be6928875e41e7d52a6777ad342ebc6',
  '5c1d139f0080dbe33021a93f1d70a0b15b14e1f85e6ba298881514da35ba5415',
  '620c73035d30b1d9492ea2a0aeb3cddbf9adc2ce8f5402d26648463469ed0f8c',
  '656f69ed3a21b298eba5583652d4aea0ec8fca9636bb4f5d90c7fa7821713d27',
  '6e744eee113d73cb8e349f32c2895bb303ac071564deb94e984c47b5beb55c02',
  '71f809d397524a6253b99c0a7f57722e6266979a187500fd5f17242c4e33fba8',
  '726af7d25dea497b86f50a2798ff07b220c0a29201ffd72a454598ea9a21b45e',
  '7d9cad2170b724da0d0ab3b17941d51529041ae3112c9a3d667da8f3758931e6',
  '838e1da205263e422b8ca73e5b383e6c10ef61bcb08e7efa027daa70779783c2',
  '866e9ce4832570dd33a8ac93c644fee64358b21c2974d7264d1aac5c1572f358',
  '89d77730caa033c4d0348232e64973b4e3aeae8e2a4b0560dbe22b56ad0308d5',
  '8bc198359ea62d907e3175a4c0e5535095ffb791b0c3b912d60cbff26b6bfb23',
  '8f2b4102bc060c3c7d9e5e928ee4bef90d29c7310cfe86aa3e1f4ca510f1f82a',
  '92112fd58094cfca4e6913687dc3547012b87de2acb425ab9c2581f45e620db8',
  '9f2376d5435bbecf4e340092bea816c359680b54bd1384952cfdb8ebb58a5c5b',
  'a56ee748f04d62ee822b2403e09a73a45fe9b96c11beeb29b862186f0736186e',
  'ada57ac4bc52e95722733b0240dd9974a8a7b513732f51e694e35e71d0f943c6',
  'cd0c35efc8d8121c1e82090b421307ae25af800b4dd5bb6a432d6bc1408d27b6',
  'd59001816d134128e8aff607fbca644b7468c656026da90f414275f803292c6c',
  'ddedbd67eff23b9768345e7d50b5ef0866dee108ebe5321fd146ad054c2ee290',
  'e1803b10c4c8fe70ab724c44a30b4f7ac36485ff5f7a0da630641419e9f5b813',
  'e18e8e1aac4f2cd0dd9ed48b2d82754e0d9be58e5ec9efe218ed7eef0a70c78a',
  'e198c5ef57d29ca269c482a5e9463e6751ed49496607c0938114c16e927c22b2',
  'e1c346800716e402f59de2e3e0e253231ee5e7210f1a9c7a7f870053b5d25800',
  'e1ddc75c56df99503874a1d2907c7605c88ae464595ba2655491020e0d2c05a5',
  'e7dd2445b85f56755749a2ebefb14a6b18ad5c6a9c8e73599c158c05f1557603',
  'e84c817756dfb3f3a94074f373c2fd3111a8088999171a605e3cf4e9d994ecca',
  'ed3d23ef40c7b183bad02b08b2d6b629a79ff09f67f5b081bd4ae5addccb4439',
  'fe964e16ffa3db868d8616ebc7c69aa26b2a720791a7402329be6af8b0128bcc',
])

test('no real person occurs: no two, three or four Chinese characters in a row are a name of the documents', () => {
  const everything = JSON.stringify([
    bodies,
    units,
    members,
    staff,
    planItems,
    sampleProposals,
    sampleSupervision,
    compacts,
    COMPACTS.map(jointConsultationOf),
    wuxingHistory(),
    publishedHistory('wujiang-cppcc'),
    publishedHistory('jiangyin-cppcc'),
  ])
  const seen = new Set<string>()
  for (const [run] of everything.matchAll(/\p{Script=Han}{2,}/gu)) {
    for (const length of [2, 3, 4]) {
      for (let start = 0; start + length <= run.length; start += 1) seen.add(run.slice(start, start + length))
    }
  }

  expect(
    [...seen].filter((name) => REAL_NAMES.has(createHash('sha256').update(`lianxie:${name}`).digest('hex'))),
  ).toEqual([])
  expect(REAL_NAMES.size).toBe(43)
})
