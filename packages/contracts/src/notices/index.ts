export * from './notice.ts'
export * from './notice-commands.ts'
export * from './notice-events.ts'
export * from './notice-views.ts'
