/** Rows of migrations/0002-group.sql. A `date` is the text `2022-03-01`. */
export interface GroupTables {
  group_posting: { group_id: string; unit_id: string; from_on: string; until_on: string | null }
  certificate: {
    id: string
    group_id: string
    member_id: string
    unit_ids: string[]
    year: number
    number: number
    issued_on: string
    from_on: string
    until_on: string
    code_sha256: string
    lapsed_on: string | null
    revoked_at: Date | null
    code: string | null
  }
}

export const groupOwnTables = ['group_posting', 'certificate'] as const satisfies readonly (keyof GroupTables)[]
export const groupWordColumns = { certificate: ['code'] } as const
