import { supervision as c } from '@lianxie/contracts'
import { handle, type Handler, type Tx } from '@lianxie/service-kit'
import { formGroup } from './domain/group.ts'
import { findUnknown } from './store/known.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

/** 监督小组. */
export const groupHandlers: Handler<any, any, any>[] = [
  handle(c.FormGroup, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, { unitId, bodyId, leaderId, memberIds }) => ({
      unknown: {
        units: await findUnknown(tx, 'known_unit', [unitId]),
        bodies: await findUnknown(tx, 'known_body', [bodyId]),
        members: await findUnknown(tx, 'known_member', [leaderId, ...memberIds]),
      },
    }),
    decide: formGroup,
  }),
]
