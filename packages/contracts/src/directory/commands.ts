export * from './institution-commands.ts'
export * from './member-commands.ts'
export * from './policy-commands.ts'
