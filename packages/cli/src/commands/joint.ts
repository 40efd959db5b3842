import { readFile, writeFile } from 'node:fs/promises'
import { type Client, type CommandAnswer, type StoredFile } from '@lianxie/client'
import { type CommitteeId, joint, type ResultOf } from '@lianxie/contracts'
import { UsageError } from '../exit-code.ts'
import type { Output } from '../output.ts'
import { resultOfDraft } from './joint-results.ts'

type Draft = ResultOf<typeof joint.DraftDetail>

/** 联动机制 as a list. */
export async function compactsCommand(client: Client, output: Output): Promise<void> {
  const items: ResultOf<typeof joint.CompactDetail>[] = []
  for await (const compact of client.rows(joint.Compacts, { limit: 200 })) items.push(compact)
  for (const { compactId, name, stage, sides, openAlarms } of items) {
    output.say(`${compactId}  ${stage}  ${name}`)
    const alarms = openAlarms > 0 ? { zh: `，异常 ${openAlarms}`, en: `, ${openAlarms} alarms` } : { zh: '', en: '' }
    const who = sides.map(({ committee }) => committee)
    output.say({ zh: `  ${who.join('、')}${alarms.zh}`, en: `  ${who.join(', ')}${alarms.en}` })
  }
  output.give({ items })
}

/** One compact with its sides and its decisions. */
export async function showCompactCommand(client: Client, output: Output, compactId: string): Promise<void> {
  const compact = await client.ask(joint.CompactDetail, { compactId })
  output.say(`${compact.name}  ${compact.stage}`)
  const { hub, entries, waiting, digest } = compact
  const connection = hub ? `${hub.url} ${hub.connected ? '✓' : '✗'}` : '-'
  output.say({
    zh: `  交换节点 ${connection}；条目 ${entries}，等待 ${waiting}；摘要 ${digest ?? '-'}`,
    en: `  hub ${connection}; ${entries} entries, ${waiting} waiting; digest ${digest ?? '-'}`,
  })
  for (const side of compact.sides)
    output.say(
      `  ${side.committee}  ${side.generation}/${side.seq}  ${side.lastHeard ?? '-'}  ${side.fingerprints.signing.slice(0, 16)}`,
    )
  const decisions: unknown[] = []
  for await (const decision of client.rows(joint.Decisions, { compactId, limit: 200 })) {
    decisions.push(decision)
    const flags = [decision.diverging && '分歧', decision.disputed && '有争议'].filter(Boolean).join(' ')
    output.say(`  ${decision.decisionId}  ${decision.kind}  ${decision.state}  ${decision.title} ${flags}`.trimEnd())
    if (decision.missing.length > 0)
      output.say({
        zh: `    待会签：${decision.missing.join('、')}`,
        en: `    missing: ${decision.missing.join(', ')}`,
      })
  }
  output.give({ ...compact, decisions })
}

/** A decision's versions with every answer. */
export async function showDecisionCommand(
  client: Client,
  output: Output,
  { compactId, decisionId }: { compactId: string; decisionId: string },
): Promise<void> {
  const decision = await client.ask(joint.DecisionDetail, { compactId, decisionId })
  output.say(`${decision.title}  ${decision.kind}  ${decision.state}`)
  for (const version of decision.versions) {
    output.say(`  ${version.versionId}  ${version.state}  ${version.issuedBy}  ${version.issuedAt}`)
    for (const { committee, answer, at, reason } of version.answers)
      output.say(`    ${committee}  ${answer}  ${at}  ${reason ?? ''}`.trimEnd())
    if (version.missing.length > 0)
      output.say({ zh: `    待会签：${version.missing.join('、')}`, en: `    missing: ${version.missing.join(', ')}` })
  }
  output.give(decision)
}

/** 待放行内容. */
export async function draftsCommand(
  client: Client,
  output: Output,
  { compactId, state }: { compactId?: string; state?: Draft['state'] },
): Promise<void> {
  const items: Draft[] = []
  const params = { limit: 200, ...(compactId !== undefined && { compactId }), ...(state && { state }) }
  for await (const draft of client.rows(joint.Drafts, params)) items.push(draft)
  for (const { draftId, kind, state: now, needsChair, recipients } of items) {
    const chair = needsChair ? { zh: '  须主席签署', en: "  needs a chair's signature" } : { zh: '', en: '' }
    output.say({
      zh: `${draftId}  ${kind}  ${now}  → ${recipients.join('、')}${chair.zh}`,
      en: `${draftId}  ${kind}  ${now}  → ${recipients.join(', ')}${chair.en}`,
    })
  }
  output.give({ items })
}

/** 放行预览: exactly what would be signed and leave. */
export async function showDraftCommand(client: Client, output: Output, draftId: string): Promise<Draft> {
  const draft = await client.ask(joint.DraftDetail, { draftId })
  sayDraft(output, draft)
  output.give(draft)
  return draft
}

function sayDraft(output: Output, draft: Draft): void {
  output.say({
    zh: `${draft.kind}  ${draft.state}  送达：${draft.recipients.join('、')}`,
    en: `${draft.kind}  ${draft.state}  to: ${draft.recipients.join(', ')}`,
  })
  const words = resultOfDraft(draft.kind, draft.content)
  if (words) output.say(words)
  output.say(draft.content)
  output.say({ zh: `内容摘要 ${draft.contentHash}`, en: `content hash ${draft.contentHash}` })
}

/**
 * 放行并签署: shows the content; signs it only when its hash is given, or with `yes` the one that was just shown.
 * Answers whether it was released.
 */
export async function releaseCommand(
  client: Client,
  output: Output,
  draftId: string,
  { hash, yes }: { hash?: string; yes?: boolean },
): Promise<boolean> {
  const draft = await client.ask(joint.DraftDetail, { draftId })
  sayDraft(output, draft)
  const contentHash = hash ?? (yes ? draft.contentHash : undefined)
  if (contentHash === undefined) {
    output.say({
      zh: '未放行。核对内容后加 --yes，或用 --hash 指明所见内容。',
      en: 'Not released. After a look, say --yes, or name what you saw with --hash.',
    })
    output.give({ released: false, draft })
    return false
  }
  const answer = await client.send(joint.ReleaseDraft, { draftId, contentHash })
  output.say({ zh: '✓ 已签署并放行', en: '✓ signed and released' })
  output.give({ released: true, events: answer.events })
  return true
}

/** What a drafting command came to: the id of the draft, and how to go on. */
export function sayDrafted(output: Output, answer: CommandAnswer): void {
  const draftId = answer.events.map(({ data }) => data['draftId']).find((id) => typeof id === 'string')
  output.say({
    zh: `✓ 草稿 ${String(draftId ?? '')}，放行前请核对：joint release`,
    en: `✓ draft ${String(draftId ?? '')}; look at it with: joint release`,
  })
  output.give({ draftId: draftId ?? null, events: answer.events })
}

export interface ApprovalOptions {
  organ?: string
  number?: string
  date?: string
}

/** 主席会议等的决定 from the options; null when none is given. */
export function approvalOf({ organ, number, date }: ApprovalOptions) {
  if (organ === undefined && number === undefined && date === undefined) return null
  if (organ === undefined || number === undefined || date === undefined)
    throw new UsageError('--organ、--number、--date 须一并给出', '--organ, --number and --date go together')
  return { organ, number, date }
}

export async function countersignCommand(
  client: Client,
  output: Output,
  {
    compactId,
    versionId,
    planItemId,
    ...approval
  }: { compactId: string; versionId: string; planItemId?: string } & ApprovalOptions,
): Promise<void> {
  const body = { compactId, versionId, approval: approvalOf(approval), planItemId: planItemId ?? null }
  sayDrafted(output, await client.send(joint.DraftCountersignature, body))
}

export async function refuseCommand(
  client: Client,
  output: Output,
  body: { compactId: string; versionId: string; reason: string; lapse: boolean },
): Promise<void> {
  sayDrafted(output, await client.send(joint.DraftRefusal, body))
}

/** 联合提案办理结果: prepares to tell the own result. */
export async function resultCommand(
  client: Client,
  output: Output,
  body: { compactId: string; jointKey: string },
): Promise<void> {
  sayDrafted(output, await client.send(joint.DraftProposalResult, body))
}

/** 联动协商纪要: drafts the record from a text file, with attachments that are uploaded first. */
export async function recordCommand(
  client: Client,
  output: Output,
  options: {
    compactId: string
    title: string
    textFile: string
    attachments?: readonly { name: string; path: string }[]
    topicId?: string
    sessionId?: string
    amends?: string[]
    deadline?: string
  },
): Promise<void> {
  const text = Buffer.from(await readOrRefuse(options.textFile)).toString('utf8')
  const files: StoredFile[] = []
  for (const { name, path } of options.attachments ?? [])
    files.push(await client.putFile('joint', name, await readOrRefuse(path)))
  const { compactId, title } = options
  const answer = await client.send(joint.DraftRecord, {
    compactId,
    title,
    text,
    files,
    ...(options.topicId !== undefined && { topicId: options.topicId }),
    ...(options.sessionId !== undefined && { sessionId: options.sessionId }),
    ...(options.amends && { amends: options.amends }),
    ...(options.deadline !== undefined && { deadline: options.deadline }),
  })
  sayDrafted(output, answer)
}

/** 证据文件, to be checked anywhere with `lianxie verify`. Answers the name of the file that was written. */
export async function evidenceCommand(
  client: Client,
  output: Output,
  { compactId, decisionId, out }: { compactId: string; decisionId: string; out?: string },
): Promise<string> {
  const { file, fileName } = await client.ask(joint.Evidence, { compactId, decisionId })
  return await save(output, out ?? fileName, file)
}

/** 邀请文件, as it is passed on to the other sides and, once complete, to the hub's operator. */
export async function invitationCommand(
  client: Client,
  output: Output,
  { compactId, out }: { compactId: string; out?: string },
): Promise<string> {
  const { file, signedBy, complete } = await client.ask(joint.Invitation, { compactId })
  output.say({
    zh: `已签署：${signedBy.join('、')}${complete ? '（各方已签）' : ''}`,
    en: `signed by ${signedBy.join(', ')}${complete ? ' (complete)' : ''}`,
  })
  return await save(output, out ?? `${compactId.slice(0, 12)}.founding.json`, file)
}

export async function receiveInvitationCommand(client: Client, output: Output, path: string): Promise<void> {
  const file = Buffer.from(await readOrRefuse(path)).toString('utf8')
  const answer = await client.send(joint.ReceiveInvitation, { file })
  output.say({ zh: '✓ 已接收邀请文件', en: '✓ the invitation is taken in' })
  output.give({ events: answer.events })
}

/** 数据包: the entries of a compact as a sealed file, to pass on without a hub. */
export async function exportBundleCommand(
  client: Client,
  output: Output,
  { compactId, out }: { compactId: string; out?: string },
): Promise<string> {
  const response = await client.fetch('joint', `/joint/compacts/${encodeURIComponent(compactId)}/bundle`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return await save(output, out ?? `${compactId.slice(0, 12)}.lianxie.age`, bytes)
}

export async function importBundleCommand(
  client: Client,
  output: Output,
  { compactId, carrier, path }: { compactId: string; carrier: CommitteeId; path: string },
): Promise<void> {
  const query = new URLSearchParams({ carrier }).toString()
  const response = await client.fetch('joint', `/joint/compacts/${encodeURIComponent(compactId)}/bundle?${query}`, {
    method: 'POST',
    body: Uint8Array.from(await readOrRefuse(path)),
    headers: { 'content-type': 'application/octet-stream' },
  })
  const counts = (await response.json()) as { entries: number; kept: number; waiting: number; dropped: number }
  output.say({
    zh: `条目 ${counts.entries}：收下 ${counts.kept}，等待 ${counts.waiting}，弃置 ${counts.dropped}`,
    en: `${counts.entries} entries: ${counts.kept} kept, ${counts.waiting} waiting, ${counts.dropped} dropped`,
  })
  output.give(counts)
}

/** 密钥名片 of the own committee, and the fingerprints that are compared by telephone. */
export async function keyCardCommand(client: Client, output: Output, { out }: { out?: string }): Promise<void> {
  const { card, fingerprints } = await client.ask(joint.OwnKeyCard, {})
  output.say(`${card.committee}  ${card.name}`)
  output.say({
    zh: `  签名密钥指纹 ${spaced(fingerprints.signing)}`,
    en: `  signing key ${spaced(fingerprints.signing)}`,
  })
  output.say({
    zh: `  恢复密钥指纹 ${spaced(fingerprints.recovery)}`,
    en: `  recovery key ${spaced(fingerprints.recovery)}`,
  })
  if (out !== undefined) {
    await writeFile(out, `${JSON.stringify(card, null, 2)}\n`)
    output.say({ zh: `✓ 已写入 ${out}`, en: `✓ written to ${out}` })
  }
  output.give({ card, fingerprints })
}

// Groups of four are read out more easily.
const spaced = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? hex

async function save(output: Output, path: string, content: string | Uint8Array): Promise<string> {
  await writeFile(path, content)
  output.say({ zh: `✓ 已写入 ${path}`, en: `✓ written to ${path}` })
  output.give({ file: path })
  return path
}

async function readOrRefuse(path: string): Promise<Uint8Array> {
  return await readFile(path).catch((cause: unknown) => {
    throw new UsageError(`无法读取文件 ${path}`, `the file ${path} cannot be read`, { cause })
  })
}
