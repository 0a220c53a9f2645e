import { expect, test } from 'vitest'
import { actionWords } from '#app/features/audit/action-words.ts'
import en from '#app/features/rules/locales/en.json' with { type: 'json' }
import zh from '#app/features/rules/locales/zh-CN.json' with { type: 'json' }
import { WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'

test.each(Object.keys(WORKFLOW_RECORDS))('a migrated %s is told of in words', (kind) => {
	expect(actionWords(`${kind}.migrate`)).not.toBeNull()
})

test.each(['start', 'stop', 'resume', 'done'])('a migration that came to "%s" is told of in words', (step) => {
	expect(actionWords(`workflow-migration.${step}`)).not.toBeNull()
	for (const words of [en, zh]) expect(words.steps['workflow-migration']).toHaveProperty(step)
})
