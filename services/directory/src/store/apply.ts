import type { FactOf } from '@lianxie/contracts'
import type { directory as d } from '@lianxie/contracts'
import { type RecordedEvent, searchText, type Tx } from '@lianxie/service-kit'
import { keepFormerName, keepNames } from './former-names.ts'
import type { Tables } from './tables.ts'

export type DirectoryEvent = {
  [E in keyof typeof d]: FactOf<(typeof d)[E]> extends infer F ? ([F] extends [never] ? never : F) : never
}[keyof typeof d]

type Recorded = DirectoryEvent extends infer F
  ? F extends DirectoryEvent
    ? RecordedEvent<F> & { type: F['type']; data: F['data'] }
    : never
  : never

/** Each event changes the tables in exactly one way, given here. */
export async function apply(tx: Tx<Tables>, event: Recorded): Promise<void> {
  switch (event.type) {
    case 'directory.committee-recorded':
      return recordCommittee(tx, event.data)
    case 'directory.body-formed': {
      const { bodyId, bodyKind, name, shortName, parentId, termNumber, formedOn } = event.data
      return run(
        tx.insertInto('body').values({
          id: bodyId,
          body_kind: bodyKind,
          name,
          short_name: shortName ?? null,
          parent_id: parentId ?? null,
          term_number: termNumber ?? null,
          formed_on: formedOn,
          dissolved_on: null,
          search: searchText(name, shortName),
        }),
      )
    }
    case 'directory.body-changed': {
      const { bodyId, bodyKind, name, shortName, parentId, effectiveOn } = event.data
      const former = await keepFormerName(tx, 'body', bodyId, name, effectiveOn)
      return run(
        tx
          .updateTable('body')
          .set({
            body_kind: bodyKind,
            name,
            short_name: shortName ?? null,
            parent_id: parentId ?? null,
            search: searchText(name, shortName, former),
          })
          .where('id', '=', bodyId),
      )
    }
    case 'directory.body-dissolved':
      return run(
        tx.updateTable('body').set({ dissolved_on: event.data.dissolvedOn }).where('id', '=', event.data.bodyId),
      )
    case 'directory.sector-defined': {
      const { sectorId, name, activityGroup, definedOn } = event.data
      return run(
        tx.insertInto('sector').values({
          id: sectorId,
          name,
          activity_group: activityGroup ?? null,
          defined_on: definedOn,
          retired_on: null,
          search: searchText(name, activityGroup),
        }),
      )
    }
    case 'directory.sector-renamed': {
      const { sectorId, name, activityGroup, effectiveOn } = event.data
      const former = await keepFormerName(tx, 'sector', sectorId, name, effectiveOn)
      const search = searchText(name, activityGroup, former)
      return run(
        tx
          .updateTable('sector')
          .set({ name, activity_group: activityGroup ?? null, search })
          .where('id', '=', sectorId),
      )
    }
    case 'directory.sector-retired':
      return run(
        tx.updateTable('sector').set({ retired_on: event.data.retiredOn }).where('id', '=', event.data.sectorId),
      )
    case 'directory.unit-registered': {
      const { unitId, registeredOn } = event.data
      return run(
        tx.insertInto('unit').values({
          id: unitId,
          ...unitRow(event.data),
          registered_on: registeredOn,
          state: 'active',
          ended_on: null,
          merged_into_id: null,
          search: searchText(event.data.name, event.data.shortName, null, event.data.duties.join('。')),
        }),
      )
    }
    case 'directory.unit-changed': {
      const { unitId, name, shortName, duties, formerNames, effectiveOn } = event.data
      const former = formerNames
        ? await keepNames(tx, unitId, formerNames)
        : await keepFormerName(tx, 'unit', unitId, name, effectiveOn)
      const search = searchText(name, shortName, former, duties.join('。'))
      return run(
        tx
          .updateTable('unit')
          .set({ ...unitRow(event.data), search })
          .where('id', '=', unitId),
      )
    }
    case 'directory.unit-merged': {
      const { unitId, intoId, mergedOn } = event.data
      return run(
        tx
          .updateTable('unit')
          .set({ state: 'merged', merged_into_id: intoId, ended_on: mergedOn })
          .where('id', '=', unitId),
      )
    }
    case 'directory.unit-closed':
      return run(
        tx
          .updateTable('unit')
          .set({ state: 'closed', ended_on: event.data.closedOn })
          .where('id', '=', event.data.unitId),
      )
    case 'directory.member-registered':
      return run(tx.insertInto('member').values({ id: event.data.memberId, registered_at: event.time }))
    case 'directory.term-begun': {
      const { memberId, termNumber, sectorId, beganOn } = event.data
      return run(
        tx.insertInto('term').values({
          member_id: memberId,
          term_number: termNumber,
          sector_id: sectorId,
          began_on: beganOn,
          ended_on: null,
          ending: null,
        }),
      )
    }
    case 'directory.sector-changed': {
      const { memberId, termNumber, sectorId } = event.data
      return run(
        tx
          .updateTable('term')
          .set({ sector_id: sectorId })
          .where('member_id', '=', memberId)
          .where('term_number', '=', termNumber),
      )
    }
    case 'directory.term-ended': {
      const { memberId, termNumber, ending, endedOn } = event.data
      return run(
        tx
          .updateTable('term')
          .set({ ended_on: endedOn, ending })
          .where('member_id', '=', memberId)
          .where('term_number', '=', termNumber),
      )
    }
    case 'directory.member-appointed': {
      const { memberId, postId, bodyId, post, beganOn } = event.data
      return run(
        tx
          .insertInto('post')
          .values({ id: postId, member_id: memberId, body_id: bodyId, post, began_on: beganOn, ended_on: null }),
      )
    }
    case 'directory.member-relieved':
      return run(tx.updateTable('post').set({ ended_on: event.data.endedOn }).where('id', '=', event.data.postId))
    case 'directory.staff-registered': {
      const { staffId, accountId, employer, beganOn } = event.data
      return run(
        tx.insertInto('staff').values({
          id: staffId,
          account_id: accountId ?? null,
          body_id: employer.of === 'BODY' ? employer.bodyId : null,
          unit_id: employer.of === 'UNIT' ? employer.unitId : null,
          began_on: beganOn,
          ended_on: null,
        }),
      )
    }
    case 'directory.staff-released':
      return run(tx.updateTable('staff').set({ ended_on: event.data.endedOn }).where('id', '=', event.data.staffId))
    case 'directory.person-corrected':
      // What was corrected is personal and stands in `person`; the event is the trace that it happened.
      return
    case 'directory.policy-drafted':
    case 'directory.policy-rejected':
      return writePolicy(tx, event.data.pack)
    case 'directory.policy-approved': {
      await endPolicies(tx, event.data.effectiveFrom)
      return writePolicy(tx, event.data.pack)
    }
    default:
      throw new Error(`expected an event of the directory, got ${(event satisfies never as RecordedEvent).type}`)
  }
}

const run = async (statement: { execute(): Promise<unknown> }): Promise<void> => void (await statement.execute())

async function recordCommittee(tx: Tx<Tables>, facts: FactOf<typeof d.CommitteeRecorded>['data']): Promise<void> {
  const { committeeId, name, fullName, level, district, city, province, adcode } = facts
  const row = {
    name,
    full_name: fullName,
    level,
    district,
    city: city ?? null,
    province: province ?? null,
    adcode: adcode ?? null,
    search: searchText(name, fullName, district, `${city ?? ''} ${province ?? ''} ${committeeId}`),
  }
  await tx
    .insertInto('committee')
    .values({ id: committeeId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

function unitRow({
  name,
  shortName,
  unitKind,
  side,
  superiorId,
  duties,
}: FactOf<typeof d.UnitChanged>['data'] | FactOf<typeof d.UnitRegistered>['data']) {
  return { name, short_name: shortName ?? null, unit_kind: unitKind, side, superior_id: superiorId ?? null, duties }
}

async function writePolicy(tx: Tx<Tables>, pack: d.PolicyPackData): Promise<void> {
  const row = { stage: pack.stage, pack: JSON.stringify(pack) }
  await tx
    .insertInto('policy')
    .values({ version: pack.version, ...row })
    .onConflict((conflict) => conflict.column('version').doUpdateSet(row))
    .execute()
}

/** The version that was the latest so far ends where the new one begins. */
async function endPolicies(tx: Tx<Tables>, until: string): Promise<void> {
  const before = await tx
    .selectFrom('policy')
    .select('pack')
    .where('stage', '=', 'approved')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (before) await writePolicy(tx, { ...before.pack, until })
}
