import { dataOf } from '@lianxie/client'
import { joint } from '@lianxie/contracts'
import type { JointSide } from './joint-side.ts'

/** 机制成立 over HTTP, as people do it: key cards, an invitation file that goes round, every chair's signature. */
export async function foundCompact(sides: readonly JointSide[]): Promise<{ compactId: string; foundingFile: string }> {
  const cards = await Promise.all(sides.map((side) => side.as('STAFF_OFFICE').ask(joint.OwnKeyCard, {})))
  const members = cards.map(({ card }) => card)
  const text = {
    name: '故障演练联动协商机制',
    kind: 'equals' as const,
    upper: null,
    members,
    start: '2022-03-01',
    end: null,
    linkages: ['联合调研'],
    rotation: { firstYear: 2022, order: [members[0]!.committee], swaps: [] },
    crossing: ['PUBLIC' as const, 'JOINT' as const],
    archiveRule: '各方各自存档',
    exitRule: '书面通知后退出',
    articles: '各方平等协商，一致同意后生效。',
  }
  const first = sides[0]!.as('STAFF_OFFICE')
  const drafted = await first.send(joint.DraftInvitation, { text })
  const { compactId } = dataOf(drafted, joint.InvitationReceived)[0]!
  const approval = { organ: '主席会议', number: '第9次', date: '2022-03-10' }
  let { file } = await first.ask(joint.Invitation, { compactId })
  for (const [i, side] of sides.entries()) {
    if (i > 0) await side.as('STAFF_OFFICE').send(joint.ReceiveInvitation, { file })
    await side.as('CHAIR').send(joint.SignInvitation, { compactId, approval, fingerprintsCompared: true })
    ;({ file } = await side.as('STAFF_OFFICE').ask(joint.Invitation, { compactId }))
  }
  for (const side of sides.slice(0, -1)) await side.as('STAFF_OFFICE').send(joint.ReceiveInvitation, { file })
  return { compactId, foundingFile: file }
}
