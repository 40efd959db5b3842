import type { Handler } from '@lianxie/service-kit'

export const appraisalHandlers: Handler<any, any, any>[] = []
