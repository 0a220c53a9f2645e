import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The portal as a user starts it, on a folder of its own, with passwords that the tests know. */
process.env.NODE_ENV = 'production'
process.env.SEED = 'demo'
process.env.DATA_DIR = mkdtempSync(join(tmpdir(), 'lotline-e2e-'))
process.env.DEMO_PASSWORD = 'demo-password-for-tests'
process.env.DEMO_API_KEY = 'lk_demo_key_for_browser_tests_0123456789'
process.env.LOG_LEVEL = 'error'
await import('../../app/server.ts')
