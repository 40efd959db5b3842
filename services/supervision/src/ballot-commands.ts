import type { Handler } from '@lianxie/service-kit'

export const ballotHandlers: Handler<any, any, any>[] = []
