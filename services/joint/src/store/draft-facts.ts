import { createHash } from 'node:crypto'
import { defaultPack, dueBy, packAt, PolicyPack } from '@lianxie/policy'
import type { FileRef, LedgerView } from '@lianxie/joint-protocol'
import type { DecideContext, Tx } from '@lianxie/service-kit'
import type { DraftFacts } from '../domain/draft-facts.ts'
import { ownLevelReport } from './own-level-report.ts'
import { ownResult } from './own-result.ts'
import type { JointTables } from './tables.ts'

/** What a draft is made from: the chains as they are known here, and of the own data what the command names. */
export async function loadDraftFacts(
  tx: Tx<JointTables>,
  {
    planItemId,
    unitId,
    jointKey,
    templateId,
    publicText,
  }: { planItemId?: string | null; unitId?: string; jointKey?: string; templateId?: string; publicText?: string },
  { ledger, files }: { ledger: LedgerView; files: FileRef[] },
  { committee, now }: DecideContext,
): Promise<DraftFacts> {
  // One after the other: a transaction has one connection.
  const planItem =
    planItemId &&
    (await tx
      .selectFrom('plan_item')
      .select(['item_id as id', 'title'])
      .where('item_id', '=', planItemId)
      .where('adopted', '=', true)
      .executeTakeFirst())
  const unit =
    unitId !== undefined &&
    (await tx
      .selectFrom('unit')
      .select(['unit_id as id', 'name'])
      .where('unit_id', '=', unitId)
      .where('active', '=', true)
      .executeTakeFirst())
  const result = jointKey === undefined ? undefined : await ownResult(tx, jointKey)
  const level = templateId === undefined ? undefined : await ownLevelReport(tx, templateId)
  const rows = await tx.selectFrom('known_policy').select('pack').execute()
  const pack =
    packAt(
      rows.map(({ pack }) => PolicyPack.parse(pack)),
      now,
    ) ?? defaultPack(committee)
  return {
    own: committee,
    now,
    ledger,
    files,
    deadlineOf: (kind) =>
      dueBy(pack, kind === 'topic' ? 'joint.confirmDue' : 'joint.countersignDue', { anchor: now.toISOString() }).due,
    ...(planItem && { planItem }),
    ...(unit && { unit }),
    ...(result && { ownResult: result }),
    ...(level && { ownLevelReport: level }),
    ...(publicText !== undefined && { publicText: { text: publicText, sha256: hashOf(publicText) } }),
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
