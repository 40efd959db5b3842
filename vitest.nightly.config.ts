import { defineConfig } from 'vitest/config'

// What takes the servers of several committees: too long for every change. Each file brings up what it needs.
export default defineConfig({
  test: {
    include: ['{packages,services,infra}/*/tests/**/*.nightly.ts'],
    // For stories in a browser; what is deployed brings up servers of its own.
    globalSetup: ['infra/local/src/vitest-global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
})
