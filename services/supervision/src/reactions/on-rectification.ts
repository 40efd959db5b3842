import type { Reaction } from '@lianxie/service-kit'

export const onRectification: Reaction[] = []
