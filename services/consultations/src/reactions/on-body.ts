import { hearBodies } from '@lianxie/service-kit'

/** 机构、界别: their names for lists and imports, and whether an item may still be given to them. */
export const onBody = hearBodies(({ name, shortName }) => ({ name, short_name: shortName ?? null }))
