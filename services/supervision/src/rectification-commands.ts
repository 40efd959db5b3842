import type { Handler } from '@lianxie/service-kit'

export const rectificationHandlers: Handler<any, any, any>[] = []
