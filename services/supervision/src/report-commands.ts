import type { Handler } from '@lianxie/service-kit'

export const reportHandlers: Handler<any, any, any>[] = []
