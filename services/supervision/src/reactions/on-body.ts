import { hearBodies } from '@lianxie/service-kit'

/** 机构、界别: which there are, and whether they may still take on work. */
export const onBody = hearBodies(({ name, isSector }) => ({ name, is_sector: isSector }))
