import base from './jest.config.js'

// Journeys through the real product in a real browser: `npm run test:browser`. Needs Chromium, and nothing else.
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/support/global-setup.ts',
  testTimeout: 180_000,
  maxWorkers: 2,
}
