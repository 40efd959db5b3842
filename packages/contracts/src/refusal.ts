import { history } from './common/history-refusals.ts'
import { common } from './common/refusals.ts'
import { consultations } from './consultations/refusals.ts'
import { directory } from './directory/refusals.ts'
import { identity } from './identity/refusals.ts'
import { joint } from './joint/refusals.ts'
import { notices } from './notices/refusals.ts'
import { proposals } from './proposals/refusals.ts'
import { supervision } from './supervision/refusals.ts'
import type { RefusalText } from './refusal-text.ts'

/** Every reason for which the platform turns something down. Codes are stable: clients and tests rely on them. */
export const REFUSALS = {
  ...common,
  ...history,
  ...directory,
  ...consultations,
  ...identity,
  ...joint,
  ...notices,
  ...proposals,
  ...supervision,
} as const satisfies Record<string, RefusalText>
export type RefusalCode = keyof typeof REFUSALS

export interface RefusalDetail {
  /** The field of the command or query that is wrong, as a path: `items.3.month`. */
  field?: string
  /** Facts for the reader, never personal data. */
  [name: string]: unknown
}

/** The rules turn a request down: a stable code, and details for the reader. Nothing has changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly detail: RefusalDetail

  constructor(code: RefusalCode, detail: RefusalDetail = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }

  get status(): RefusalText['status'] {
    return REFUSALS[this.code].status
  }
}

export type { RefusalText }
