/**
 * 留痕查阅: a service writes down who asked and when. Such an answer is asked for when a person asks for it and at no other time: not
 * when the window comes back, not by a hint, not after a command, not a second time by itself; and it is gone with what showed it.
 */
export const RECORDED = { staleTime: 'static', gcTime: 0, retry: false } as const
