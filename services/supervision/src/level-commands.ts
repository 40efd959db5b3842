import type { Handler } from '@lianxie/service-kit'

export const levelHandlers: Handler<any, any, any>[] = []
