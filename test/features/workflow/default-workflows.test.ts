import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDefaultWorkflows } from '#app/features/workflow/default-workflows.server.ts'
import { shipped } from './workflow-cases.ts'

let folder = ''
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'workflows-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('reads what is shipped, and leaves the schema out', async () => {
	const keys = (await readDefaultWorkflows('workflows')).map(({ key }) => key)
	expect(keys).toEqual(expect.arrayContaining(['lot_lifecycle', 'recall', 'receipt', 'supplier_onboarding']))
	expect(keys).toEqual([...keys].sort())
})

test('names the file that is not a workflow, and the one that holds another', async () => {
	await copyFile('workflows/recall.json', join(folder, 'recall.json'))
	expect(await readDefaultWorkflows(folder)).toHaveLength(1)
	await writeFile(join(folder, 'broken.json'), JSON.stringify({ ...shipped('recall'), states: [] }))
	await expect(readDefaultWorkflows(folder)).rejects.toThrow('broken.json')
	await rm(join(folder, 'broken.json'))
	await copyFile('workflows/recall.json', join(folder, 'receipt.json'))
	await expect(readDefaultWorkflows(folder)).rejects.toThrow('receipt.json')
})
