import { hearBodies } from '@lianxie/service-kit'

/** 机构、界别: which there are, of what kind, and whether they may still propose. */
export const onBody = hearBodies(({ name, shortName, bodyKind, isSector }) => ({
  name,
  short_name: shortName ?? null,
  body_kind: bodyKind ?? null,
  is_sector: isSector,
}))
