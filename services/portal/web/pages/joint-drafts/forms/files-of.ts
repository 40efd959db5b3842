import type { FileRef } from '@lianxie/contracts'
import { type KeptFile, keptFiles } from '../../../elements/form-field.ts'
import type { Version } from '../../joint-decisions/versions.ts'

/** 附件 of the version that is amended: they go along unless somebody takes them out. */
export const filesOf = (version: Version | undefined): readonly KeptFile[] =>
  keptFiles(
    ((version?.body['files'] ?? []) as readonly FileRef[]).map(
      ({ sha256, name, size, mediaType }) => ({ sha256, name, size, mediaType }) as FileRef,
    ),
  )
