import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDefaultWorkflows } from '#app/features/workflow/default-workflows.server.ts'
import { workflowSvg } from '#app/features/workflow/design/workflow-svg.ts'

const FOLDER = 'docs/pictures/workflows'
const workflows = await readDefaultWorkflows('workflows')

for (const workflow of workflows) {
	for (const language of ['en', 'zh-CN'] as const) {
		test(`the picture of ${workflow.key} in the docs shows what is shipped (${language}; UPDATE_PICTURES=1 draws it)`, () => {
			const file = `${FOLDER}/${workflow.key}.${language}.svg`
			const drawn = workflowSvg(workflow, language)
			if (process.env.UPDATE_PICTURES) writeFileSync(file, drawn)
			expect(existsSync(file), file).toBe(true)
			expect(readFileSync(file, 'utf8')).toBe(drawn)
		})
	}
}

test('docs/workflows.md shows every shipped workflow', () => {
	const page = readFileSync('docs/workflows.md', 'utf8')
	for (const { key } of workflows) expect(page).toContain(`pictures/workflows/${key}.en.svg`)
})
