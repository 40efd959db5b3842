import { writeFile } from 'node:fs/promises'
import type { Client } from '@lianxie/client'
import { joint, type proposals, type ResultOf } from '@lianxie/contracts'
import type { Output, Words } from '../output.ts'

type Result = { resultClass: proposals.ResultClass; repliedOn: string; round: number }

/** 联合提案办理结果: what each side told, side by side, and own results that wait to be told. */
export async function resultsCommand(client: Client, output: Output, compactId: string): Promise<void> {
  const items: ResultOf<typeof joint.ProposalResults>['items'] = []
  for await (const proposal of client.rows(joint.ProposalResults, { compactId, limit: 200 })) items.push(proposal)
  for (const { jointKey, results } of items) {
    output.say(jointKey)
    for (const { committee, entryId, ...result } of results) {
      const { zh, en } = resultWords(result)
      output.say({ zh: `  ${committee}：${zh}  ${entryId}`, en: `  ${committee}: ${en}  ${entryId}` })
    }
  }
  const unpublished: ResultOf<typeof joint.UnpublishedResults>['items'] = []
  for await (const own of client.rows(joint.UnpublishedResults, { compactId, limit: 200 })) unpublished.push(own)
  for (const { jointKey, draftId, ...result } of unpublished) {
    const { zh, en } = resultWords(result)
    const [drafted, prepared] = draftId === null ? ['', ''] : [`，草稿 ${draftId}`, `, draft ${draftId}`]
    output.say({ zh: `待发布 ${jointKey}：${zh}${drafted}`, en: `not yet told ${jointKey}: ${en}${prepared}` })
  }
  output.give({ items, unpublished })
}

/** 办理结果证据文件 of one side's result. */
export async function resultEvidenceCommand(
  client: Client,
  output: Output,
  { compactId, entryId, out }: { compactId: string; entryId: string; out?: string },
): Promise<void> {
  const { file, fileName } = await client.ask(joint.ProposalResultEvidence, { compactId, entryId })
  const path = out ?? fileName
  await writeFile(path, file)
  output.say({ zh: `✓ 已写入 ${path}`, en: `✓ written to ${path}` })
  output.give({ file: path })
}

/** A draft's content in words, where it is a result. */
export function resultOfDraft(kind: string, content: string): Words | undefined {
  if (kind !== 'outcome') return undefined
  const body = JSON.parse(content) as { act: string; jointKey: string } & Result
  if (body.act !== 'proposal-result') return undefined
  const { zh, en } = resultWords(body)
  return {
    zh: `联合提案 ${body.jointKey} 的办理结果：${zh}`,
    en: `result of the joint proposal ${body.jointKey}: ${en}`,
  }
}

const resultWords = ({ resultClass, repliedOn, round }: Result): Words => {
  const [zh, en] = CLASSES[resultClass]
  return { zh: `${zh}，${repliedOn}，第 ${round} 次答复`, en: `${en}, ${repliedOn}, round ${round}` }
}

const CLASSES: Record<proposals.ResultClass, [zh: string, en: string]> = {
  A: ['A 类', 'class A'],
  B: ['B 类', 'class B'],
  C: ['C 类', 'class C'],
  D: ['D 类', 'class D'],
  SOLVED: ['已解决采纳', 'solved or adopted'],
  PLANNED: ['列入计划', 'planned'],
  REFERENCE: ['留作参考', 'kept for reference'],
}
