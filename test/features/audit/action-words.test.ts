import { expect, test } from 'vitest'
import { actionWords } from '#app/features/audit/action-words.ts'
import { WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'

test.each(Object.keys(WORKFLOW_RECORDS))('a migrated %s is told of in words', (kind) => {
	expect(actionWords(`${kind}.migrate`)).not.toBeNull()
})
