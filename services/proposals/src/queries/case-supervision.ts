import { given, proposals as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { open } from './case-file.ts'
import { wordsOf } from './case-words.ts'
import { READERS } from './visibility.ts'

/** Who reads the words of a leader's instruction (`domain.md` §3.1), beside the units that the case is with. */
const INSTRUCTION_READERS = ['STAFF_OFFICE', 'CHAIR', 'SUPERVISION_OFFICE']

/** 重点提案及督办情况. */
export const caseSupervision = answer(c.CaseSupervision, {
  allow: READERS,
  read: async (db: Database<Tables>, { proposalId, instructions: asked }, { actor, now }) => {
    const { row, reader } = await open(db, proposalId, actor)
    const caseId = row.merged_into ?? row.id
    const of = { column: 'proposal_id', id: caseId } as const
    const [head, key, supervisions, instructions, upgrades, lookBacks, words] = await Promise.all([
      db.selectFrom('proposal').select('upgraded_class').where('id', '=', caseId).executeTakeFirstOrThrow(),
      db.selectFrom('proposal_key').selectAll().where(of.column, '=', of.id).executeTakeFirst(),
      db
        .selectFrom('proposal_supervision')
        .selectAll()
        .where(of.column, '=', of.id)
        .orderBy('held_on')
        .orderBy('id')
        .orderBy('version')
        .execute(),
      db
        .selectFrom('proposal_instruction')
        .selectAll()
        .where(of.column, '=', of.id)
        .orderBy('instructed_on')
        .orderBy('id')
        .execute(),
      db.selectFrom('proposal_upgrade').selectAll().where(of.column, '=', of.id).orderBy('version').execute(),
      db
        .selectFrom('look_back_item')
        .innerJoin('look_back', 'look_back.id', 'look_back_item.look_back_id')
        .selectAll('look_back_item')
        .select('look_back.year')
        .where(of.column, '=', of.id)
        .orderBy('year')
        .execute(),
      wordsOf(db, `proposal/${caseId}`),
    ])
    const mayReadInstructions = INSTRUCTION_READERS.includes(actor.role) || reader.units.length > 0
    const readsWords = mayReadInstructions && asked !== 'DAYS'
    if (readsWords && instructions.length > 0) {
      await db
        .insertInto('audit')
        .values({
          at: now,
          actor: actor.id,
          role: actor.role,
          action: 'proposals.instruction-read',
          subject: `proposal/${caseId}`,
          detail: JSON.stringify({ instructions: instructions.map(({ id }) => id) }),
        })
        .execute()
    }
    const seesRecords =
      reader.isOffice || reader.isProposer || reader.units.length > 0 || actor.role === 'SUPERVISION_OFFICE'
    const isLast = (one: { id: string; version: number }) =>
      !supervisions.some(({ id, version }) => id === one.id && version > one.version)
    const isKnown = key && (key.state === 'DESIGNATED' || reader.isOffice)
    return {
      caseId,
      ...(isKnown && {
        key: {
          state: key.state,
          nominatedAt: key.nominated_at.toISOString(),
          ...(reader.isOffice && given('nominationReason', words(key.nominated_version, 'reason'))),
          consultedBodyIds: key.consulted_body_ids,
          ...given('decidedOn', key.decided_on),
          ...given('meeting', words(key.decided_version, 'meeting')),
          ...given('leadership', key.leadership),
          ...(seesRecords && given('handlingLeaderPost', words(key.appointed_version, 'handlingLeaderPost'))),
          ...given('supervisingMemberId', key.supervising_member_id),
          ...given('responsibleBodyId', key.responsible_body_id),
          ...(seesRecords && given('plan', words(key.appointed_version, 'plan'))),
        },
      }),
      supervisions: supervisions
        .filter((one) => reader.isOffice || isLast(one))
        .map((one) => ({
          supervisionId: one.id,
          form: one.form,
          heldOn: one.held_on,
          memberIds: one.member_ids,
          bodyIds: one.body_ids,
          files: seesRecords ? one.files : [],
          ...(seesRecords && given('result', words(one.version, 'result'))),
          recordedAt: one.recorded_at.toISOString(),
          isCorrected: !isLast(one),
        })),
      instructions: mayReadInstructions
        ? instructions.map((one) => ({
            instructionId: one.id,
            instructedOn: one.instructed_on,
            ...(readsWords && given('leaderPost', words(one.version, 'leaderPost'))),
            ...(readsWords && given('text', words(one.version, 'text'))),
          }))
        : [],
      upgrades: upgrades
        .filter(({ state }) => state === 'GRANTED' || seesRecords)
        .map((one) => ({
          unitId: one.unit_id,
          from: one.from_class,
          to: one.to_class,
          state: one.state,
          askedAt: one.asked_at.toISOString(),
          ...given('answeredAt', one.answered_at?.toISOString()),
          files: seesRecords ? one.files : [],
        })),
      ...given('upgradedClass', head.upgraded_class),
      lookBacks: lookBacks.map((one) => ({
        year: one.year,
        ...given('finding', one.finding),
        ...given('heldOn', one.held_on),
        ...(seesRecords && given('text', words(one.version, 'text'))),
        files: seesRecords ? one.files : [],
      })),
    }
  },
})
