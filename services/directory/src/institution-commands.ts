import { directory as d } from '@lianxie/contracts'
import { claimImport, handle, settleImport, type Tx } from '@lianxie/service-kit'
import { changeBody, dissolveBody, formBody } from './domain/body.ts'
import { recordCommittee } from './domain/committee.ts'
import { defineSector, renameSector, retireSector } from './domain/sector.ts'
import { changeUnit, closeUnit, mergeUnits, registerUnit } from './domain/unit.ts'
import { importUnits } from './domain/unit-list.ts'
import { unitList } from './imports/unit-list.ts'
import * as store from './store/institutions.ts'
import type { Tables } from './store/tables.ts'

const BODIES = ['STAFF_OFFICE', 'STAFF_MEMBER_AFFAIRS'] as const
const UNITS = ['STAFF_OFFICE', 'STAFF_PROPOSAL'] as const

export const institutionHandlers = [
  handle(d.RecordCommittee, {
    allow: ['STAFF_OFFICE'],
    target: ({ committeeId }) => `committee/${committeeId}`,
    load: async () => undefined,
    decide: recordCommittee,
  }),

  handle(d.FormBody, {
    allow: BODIES,
    load: (tx: Tx<Tables>, command) => store.bodyPlace(tx, command),
    decide: formBody,
  }),
  handle(d.ChangeBody, {
    allow: BODIES,
    target: ({ bodyId }) => `body/${bodyId}`,
    load: async (tx: Tx<Tables>, command) => ({
      body: await store.holdBody(tx, command.bodyId, 'update'),
      place: await store.bodyPlace(tx, command),
    }),
    decide: changeBody,
  }),
  handle(d.DissolveBody, {
    allow: BODIES,
    target: ({ bodyId }) => `body/${bodyId}`,
    load: async (tx: Tx<Tables>, { bodyId }) => ({
      body: await store.holdBody(tx, bodyId, 'update'),
      uses: await store.bodyUses(tx, bodyId),
    }),
    decide: dissolveBody,
  }),

  handle(d.DefineSector, {
    allow: BODIES,
    load: async (tx: Tx<Tables>, { name }) => ({ nameTaken: await store.sectorNameTaken(tx, name) }),
    decide: defineSector,
  }),
  handle(d.RenameSector, {
    allow: BODIES,
    target: ({ sectorId }) => `sector/${sectorId}`,
    load: async (tx: Tx<Tables>, { sectorId, name }) => ({
      sector: await store.holdSector(tx, sectorId, 'update'),
      nameTaken: await store.sectorNameTaken(tx, name, sectorId),
    }),
    decide: renameSector,
  }),
  handle(d.RetireSector, {
    allow: BODIES,
    target: ({ sectorId }) => `sector/${sectorId}`,
    load: async (tx: Tx<Tables>, { sectorId }) => ({
      sector: await store.holdSector(tx, sectorId, 'update'),
      members: await store.sittingFor(tx, sectorId),
    }),
    decide: retireSector,
  }),

  handle(d.RegisterUnit, {
    allow: UNITS,
    load: (tx: Tx<Tables>, command) => store.unitPlace(tx, command),
    decide: registerUnit,
  }),
  handle(d.ChangeUnit, {
    allow: UNITS,
    target: ({ unitId }) => `unit/${unitId}`,
    // A name that two take at once is caught by the index; two that put units under each other must not miss it.
    sideBySide: ({ superiorId }) => superiorId === undefined,
    load: (tx: Tx<Tables>, command) => store.holdUnitToChange(tx, command),
    decide: changeUnit,
  }),
  handle(d.MergeUnits, {
    allow: UNITS,
    target: ({ intoId, fromIds }) => [`unit/${intoId}`, ...fromIds.map((unitId) => `unit/${unitId}`)],
    load: async (tx: Tx<Tables>, { intoId, fromIds }) => {
      const [into, ...from] = await store.holdUnits(tx, [intoId, ...fromIds], 'fromIds')
      const uses = await Promise.all(fromIds.map((unitId) => store.unitUses(tx, unitId)))
      return { into: into!, from: from.map((unit, i) => ({ unit, uses: uses[i]! })) }
    },
    decide: mergeUnits,
  }),
  handle(d.CloseUnit, {
    allow: UNITS,
    target: ({ unitId }) => `unit/${unitId}`,
    load: async (tx: Tx<Tables>, { unitId }) => ({
      unit: await store.holdUnit(tx, unitId, 'update'),
      uses: await store.unitUses(tx, unitId),
    }),
    decide: closeUnit,
  }),
  handle(d.ConfirmUnitImport, {
    allow: unitList.allow,
    load: async (tx: Tx<Tables>, command, context) => ({
      rows: await claimImport(tx, unitList, command, context),
      known: await store.unitNames(tx),
    }),
    decide: importUnits,
    also: (tx, { importId }, _events, context) => settleImport(tx, importId, context),
  }),
]
