import { z } from 'zod'
import { importConfirmation } from '../common/imports.ts'
import { command } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { personDetails, PersonField, PersonName, Post, Reason, TermEnding, TermNumber } from './parts.ts'

const someDetails = z.strictObject(personDetails).partial().shape

export const RegisterMember = command(
  'directory.register-member',
  { zh: '登记委员并开始任期', en: 'Register a member and begin the term' },
  { name: PersonName, ...someDetails, termNumber: TermNumber, sectorId: Id, beganOn: LocalDate },
)

export const BeginTerm = command(
  'directory.begin-term',
  { zh: '开始新一届任期（连任）', en: 'Begin another term of a member' },
  { memberId: Id, termNumber: TermNumber, sectorId: Id, beganOn: LocalDate },
)

export const ChangeSector = command(
  'directory.change-sector',
  { zh: '调整委员界别', en: 'Move a member to another sector' },
  { memberId: Id, sectorId: Id, changedOn: LocalDate, reason: Reason },
)

export const EndTerm = command(
  'directory.end-term',
  { zh: '结束任期，同时免去其全部职务', en: 'End a term and every post held in it' },
  { memberId: Id, ending: TermEnding, endedOn: LocalDate, reason: Reason },
)

export const CloseTerm = command(
  'directory.close-term',
  { zh: '换届：结束一届全部在任委员的任期', en: 'End the terms of all who sit in a numbered term' },
  { termNumber: TermNumber, endedOn: LocalDate },
)

export const AppointMember = command(
  'directory.appoint-member',
  { zh: '任命职务', en: 'Appoint a member to a post in a body' },
  { memberId: Id, bodyId: Id, post: Post, beganOn: LocalDate },
)

export const RelieveMember = command(
  'directory.relieve-member',
  { zh: '免去职务', en: 'Relieve a member of a post' },
  { memberId: Id, postId: Id, endedOn: LocalDate, reason: Reason },
)

export const MoveMember = command(
  'directory.move-member',
  { zh: '委员在机构间调整', en: 'Move a member from a post in one body to a post in another' },
  { memberId: Id, postId: Id, toBodyId: Id, post: Post, movedOn: LocalDate, reason: Reason },
)

export const RegisterStaff = command(
  'directory.register-staff',
  {
    zh: '登记机关工作人员或承办单位联系人',
    en: 'Register a person who works for a body of the committee or for a unit',
  },
  {
    name: PersonName,
    ...someDetails,
    /** The account under which the person signs in; events name it as their actor. */
    accountId: line(100).optional(),
    employer: z.discriminatedUnion('of', [
      z.strictObject({ of: z.literal('BODY'), bodyId: Id }),
      z.strictObject({ of: z.literal('UNIT'), unitId: Id }),
    ]),
    beganOn: LocalDate,
  },
)

export const ReleaseStaff = command(
  'directory.release-staff',
  { zh: '工作人员离任', en: 'A person no longer works there' },
  { staffId: Id, endedOn: LocalDate, reason: Reason },
)

export const CorrectPerson = command(
  'directory.correct-person',
  {
    zh: '更正个人信息；委员可更正本人的联系方式',
    en: 'Correct what is known of a person; members may correct their own contact',
  },
  {
    personId: Id,
    changes: z
      .strictObject({ name: PersonName, ...personDetails })
      .partial()
      .default({}),
    /** Details that are taken away. */
    remove: z
      .array(PersonField.exclude(['name']))
      .max(20)
      .default([]),
    reason: Reason,
  },
)

export const ConfirmMemberImport = command(
  'directory.confirm-member-import',
  { zh: '确认导入委员名册', en: 'Import the previewed roster of members' },
  { ...importConfirmation, termNumber: TermNumber, beganOn: LocalDate },
)

export const ConfirmUnitImport = command(
  'directory.confirm-unit-import',
  { zh: '确认导入承办单位', en: 'Import the previewed list of units' },
  { ...importConfirmation, registeredOn: LocalDate },
)
