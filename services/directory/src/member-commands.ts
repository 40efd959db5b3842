import { directory as d } from '@lianxie/contracts'
import { claimImport, handle, settleImport, type Tx } from '@lianxie/service-kit'
import { beginTerm, changeSector, closeTerm, endTerm, registerMember } from './domain/member.ts'
import { changedDetails, correctPerson } from './domain/person.ts'
import { appointMember, moveMember, relieveMember } from './domain/post.ts'
import { detailsOf, importRoster, memberOf, rosterChanges } from './domain/roster.ts'
import { registerStaff, releaseStaff } from './domain/staff.ts'
import { memberRoster } from './imports/member-roster.ts'
import { holdBody, holdSector, holdUnit } from './store/institutions.ts'
import { loadMember, sittingMembers } from './store/members.ts'
import { correctDetails, holdPerson, keepPersons, knownPerson } from './store/persons.ts'
import { rosterKnowledge } from './store/roster.ts'
import { accountTaken, loadStaff } from './store/staff.ts'
import type { Tables } from './store/tables.ts'

const MEMBERS = ['STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE'] as const

const memberTarget = ({ memberId }: { memberId: string }) => `member/${memberId}`

export const memberHandlers = [
  handle(d.RegisterMember, {
    allow: MEMBERS,
    load: async (tx: Tx<Tables>, command) => ({
      sector: await holdSector(tx, command.sectorId, 'share'),
      known: await knownPerson(tx, 'MEMBER', command),
    }),
    decide: registerMember,
    also: async (tx, { termNumber: _, sectorId: __, beganOn: ___, ...person }, events) => {
      const { memberId } = events[0]!.data as { memberId: string }
      await keepPersons(tx, 'MEMBER', [{ id: memberId, ...person }])
    },
  }),
  handle(d.BeginTerm, {
    allow: MEMBERS,
    target: memberTarget,
    load: async (tx: Tx<Tables>, { memberId, sectorId }) => ({
      member: await loadMember(tx, memberId),
      sector: await holdSector(tx, sectorId, 'share'),
    }),
    decide: beginTerm,
  }),
  handle(d.ChangeSector, {
    allow: MEMBERS,
    target: memberTarget,
    load: async (tx: Tx<Tables>, { memberId, sectorId }) => ({
      member: await loadMember(tx, memberId),
      sector: await holdSector(tx, sectorId, 'share'),
    }),
    decide: changeSector,
  }),
  handle(d.EndTerm, {
    allow: MEMBERS,
    target: memberTarget,
    load: async (tx: Tx<Tables>, { memberId }) => ({ member: await loadMember(tx, memberId) }),
    decide: endTerm,
  }),
  handle(d.CloseTerm, {
    allow: MEMBERS,
    load: async (tx: Tx<Tables>, { termNumber }) => ({ members: await sittingMembers(tx, termNumber) }),
    decide: closeTerm,
  }),

  handle(d.AppointMember, {
    allow: MEMBERS,
    target: memberTarget,
    load: async (tx: Tx<Tables>, { memberId, bodyId }) => ({
      member: await loadMember(tx, memberId),
      body: await holdBody(tx, bodyId, 'share'),
    }),
    decide: appointMember,
  }),
  handle(d.RelieveMember, {
    allow: MEMBERS,
    target: memberTarget,
    load: async (tx: Tx<Tables>, { memberId }) => ({ member: await loadMember(tx, memberId) }),
    decide: relieveMember,
  }),
  handle(d.MoveMember, {
    allow: MEMBERS,
    target: memberTarget,
    load: async (tx: Tx<Tables>, { memberId, toBodyId }) => ({
      member: await loadMember(tx, memberId),
      body: await holdBody(tx, toBodyId, 'share', 'toBodyId'),
    }),
    decide: moveMember,
  }),

  handle(d.RegisterStaff, {
    allow: MEMBERS,
    load: async (tx: Tx<Tables>, { employer, accountId }) => ({
      employer:
        employer.of === 'BODY'
          ? { body: await holdBody(tx, employer.bodyId, 'share', 'employer.bodyId') }
          : { unit: await holdUnit(tx, employer.unitId, 'share', 'employer.unitId') },
      accountTaken: accountId !== undefined && (await accountTaken(tx, accountId)),
    }),
    decide: registerStaff,
    also: async (tx, { accountId: _, employer: __, beganOn: ___, ...person }, events) => {
      const { staffId } = events[0]!.data as { staffId: string }
      await keepPersons(tx, 'STAFF', [{ id: staffId, ...person }])
    },
  }),
  handle(d.ReleaseStaff, {
    allow: MEMBERS,
    target: ({ staffId }) => `staff/${staffId}`,
    load: async (tx: Tx<Tables>, { staffId }) => ({ staff: await loadStaff(tx, staffId) }),
    decide: releaseStaff,
  }),

  handle(d.CorrectPerson, {
    allow: [...MEMBERS, 'MEMBER'],
    target: ({ personId }) => `person/${personId}`,
    load: async (tx: Tx<Tables>, { personId, changes }) => {
      const person = await holdPerson(tx, personId)
      const { idNumber } = changes
      const taken = idNumber ? await knownPerson(tx, person.kind, { idNumber }) : undefined
      return { person, taken: taken !== undefined && taken !== personId }
    },
    decide: correctPerson,
    also: async (tx: Tx<Tables>, { personId, reason, ...correction }, _events, context) => {
      const changed = changedDetails(await holdPerson(tx, personId), correction)
      await correctDetails(tx, personId, changed, reason, context)
    },
  }),

  handle(d.ConfirmMemberImport, {
    allow: memberRoster.allow,
    load: async (tx: Tx<Tables>, command, context) => {
      const rows = await claimImport(tx, memberRoster, command, context)
      return { rows, known: await rosterKnowledge(tx, rows) }
    },
    decide: importRoster,
    also: async (tx: Tx<Tables>, command, events, context) => {
      const rows = await claimImport(tx, memberRoster, command, context)
      // Before its own people are written, the knowledge is what the decision had.
      const known = await rosterKnowledge(tx, rows)
      const registered = events
        .filter(({ type }) => type === d.MemberRegistered.type)
        .map(({ data }) => data as { memberId: string })
      const placed = rows.map(({ value }) => ({ value, before: memberOf(value, known) }))
      const people = placed.filter(({ before }) => !before).map(({ value }) => detailsOf(value))
      await keepPersons(
        tx,
        'MEMBER',
        people.map((person, i) => ({ id: registered[i]!.memberId, ...person })),
      )
      for (const { value, before } of placed) {
        if (before) await correctDetails(tx, before.memberId, rosterChanges(before, value), '导入名册', context)
      }
      await settleImport(tx, command.importId, context)
    },
  }),
]
