import type { Handler } from '@lianxie/service-kit'

export const historyHandlers: Handler<any, any, any>[] = []
