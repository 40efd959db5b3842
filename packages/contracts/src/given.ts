/** A key of an optional field only where there is a value, as the strict shapes want it. */
export const given = <K extends string, V>(key: K, value: V | undefined | null): { [_ in K]?: V } =>
  (value === undefined || value === null ? {} : { [key]: value }) as { [_ in K]?: V }
