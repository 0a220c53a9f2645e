import { expect } from 'vitest'
import { missingSchema } from '#app/platform/db/missing-schema.server.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

const test = useTestPortal()

dbTest('the migrations make what the mapping says', async () => {
	expect(await missingSchema(test.portal.orm)).toEqual([])
})
