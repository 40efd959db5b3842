import { defineConfig } from 'vitest/config'

// Unit tests sit beside their file and need nothing; tests/ run against a real PostgreSQL and NATS, started once.
export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Service tests wait for servers half of their time.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        // Pure code leaves nothing behind: its modules are read once a worker, which takes a third of the time.
        test: { name: 'unit', include: ['{packages,services,infra}/*/src/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['{packages,services,infra}/*/tests/**/*.test.ts'],
          globalSetup: ['infra/local/src/vitest-global-setup.ts'],
        },
      },
    ],
  },
})
