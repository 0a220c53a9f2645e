import type { ApiApp } from '#app/platform/http/api-app.server.ts'
import { mountDefinitionLife } from '#app/platform/http/mount-definition-life.ts'
import { WORKFLOW_LIFE } from '../life/workflow-life.server.ts'
import { answered } from './answer-workflow.server.ts'

/** What comes after the approval of a workflow: a time to come, a pilot on some sites or items, all of them, or back; an emergency. */
export const mountWorkflowLife = (api: ApiApp): void =>
	mountDefinitionLife(api, {
		path: '/workflows/{key}/drafts/{id}',
		tag: 'Workflows',
		answered,
		says: {
			schedule: 'Approve a draft and let it become active at a time to come, with the signature of another person',
			pilot: 'Let new records of some sites or items begin on a draft, with the signature of another person',
			withdraw: 'End a pilot; new records begin on the active version again',
		},
		...WORKFLOW_LIFE,
	})
