import { z } from 'zod'
import { workflowSchema, workflowSchemaNames } from './workflow.schema.ts'

/**
 * The JSON Schema (draft 2020-12) published beside the default definitions as `workflow.schema.json`, made from the schema
 * that validates, so that editors complete and check what the portal accepts.
 */
export function workflowJsonSchema(): Record<string, unknown> {
	const { $schema, ...rest } = z.toJSONSchema(workflowSchema, { io: 'input', metadata: workflowSchemaNames })
	return { $schema, title: 'Lotline workflow/1', ...rest }
}
