import type { LocalDate } from '@lianxie/contracts'

/** The day in Asia/Shanghai, eight hours ahead of UTC all year round. */
export const shanghaiDay = (at: Date): LocalDate => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
