/** Rows of migrations/*-rectification.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface RectificationTables {}

export const rectificationOwnTables = [] as const
export const rectificationForeignTables = [] as const
export const rectificationWordColumns = {} as const
