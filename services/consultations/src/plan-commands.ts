import type { Handler } from '@lianxie/service-kit'

export const planHandlers: Handler[] = []
