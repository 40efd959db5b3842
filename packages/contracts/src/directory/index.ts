export * from './commands.ts'
export * from './events.ts'
export * from './parts.ts'
export * from './views.ts'
