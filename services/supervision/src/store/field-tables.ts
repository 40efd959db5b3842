/** Rows of migrations/*-field.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface FieldTables {}

export const fieldOwnTables = [] as const
export const fieldForeignTables = [] as const
export const fieldWordColumns = {} as const
