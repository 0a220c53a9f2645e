import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type WorkflowDefinition, workflowSchema } from './workflow.schema.ts'

/** Reads one definition; a broken file stops the start with a message that names it. */
async function readDefinition(folder: string, file: string): Promise<WorkflowDefinition> {
	const parsed = workflowSchema.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')))
	if (!parsed.success) throw new Error(`${join(folder, file)} is not a workflow: ${parsed.error.message}`)
	if (`${parsed.data.key}.json` !== file) throw new Error(`${join(folder, file)} holds the workflow ${parsed.data.key}`)
	return parsed.data
}

/**
 * The definitions shipped in a folder, by file name. Every `*.json` in it except the schema must be a workflow whose key is
 * its file name; anything else throws, naming the file.
 */
export async function readDefaultWorkflows(folder: string): Promise<readonly WorkflowDefinition[]> {
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
	return Promise.all(files.sort().map((file) => readDefinition(folder, file)))
}
