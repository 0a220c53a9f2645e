import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ruleSetJsonSchema } from '#app/features/rules/rule-set.schema.ts'

test('the published JSON Schema is the one the product checks with', async () => {
	const published: unknown = JSON.parse(await readFile('rules/rule-set.schema.json', 'utf8'))
	expect(published).toEqual(JSON.parse(JSON.stringify(ruleSetJsonSchema())))
})

test('the published JSON Schema says which draft it is of', () => {
	expect(ruleSetJsonSchema()).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' })
})
