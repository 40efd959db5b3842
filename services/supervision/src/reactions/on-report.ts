import type { Reaction } from '@lianxie/service-kit'

export const onReport: Reaction[] = []
