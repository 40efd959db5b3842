import { type Client, dataOf } from '@lianxie/client'
import { joint } from '@lianxie/contracts'
import type { z } from 'zod'

/** Who acts for one committee when a compact is founded. */
export interface Founder {
  office: Client
  chair: Client
}

/** What a compact says otherwise than one of equals about joint research: of a vertical one the upper side, what crosses. */
export type CompactChange = Partial<Omit<z.input<typeof joint.CompactText>, 'name' | 'members'>>

/** 机制成立 over HTTP, as people do it: key cards, an invitation file that goes round, every chair's signature. */
export async function foundCompact(
  name: string,
  founders: readonly Founder[],
  change: CompactChange = {},
): Promise<{ compactId: string; foundingFile: string }> {
  const cards = await Promise.all(founders.map(({ office }) => office.ask(joint.OwnKeyCard, {})))
  const members = cards.map(({ card }) => card)
  const text = {
    name,
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
    ...change,
  }
  const first = founders[0]!.office
  const drafted = await first.send(joint.DraftInvitation, { text })
  const { compactId } = dataOf(drafted, joint.InvitationReceived)[0]!
  const approval = { organ: '主席会议', number: '第9次', date: '2022-03-10' }
  let { file } = await first.ask(joint.Invitation, { compactId })
  for (const [i, { office, chair }] of founders.entries()) {
    if (i > 0) await office.send(joint.ReceiveInvitation, { file })
    await chair.send(joint.SignInvitation, { compactId, approval, fingerprintsCompared: true })
    ;({ file } = await office.ask(joint.Invitation, { compactId }))
  }
  for (const { office } of founders.slice(0, -1)) await office.send(joint.ReceiveInvitation, { file })
  return { compactId, foundingFile: file }
}
