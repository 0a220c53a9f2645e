import type { LifeOfKind } from '#app/features/rules/take-definition-step.server.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'
import { decideWorkflowEmergency, publishWorkflowEmergency } from './emergency-workflow.server.ts'
import {
	pilotWorkflow,
	widenWorkflowPilot,
	widenWorkflowToAll,
	withdrawWorkflowPilot,
} from './pilot-workflow.server.ts'
import { scheduleWorkflow, unscheduleWorkflow } from './schedule-workflow.server.ts'

/** What comes after the approval of a workflow, for its screen and its calls alike. */
export const WORKFLOW_LIFE = {
	subject: 'Workflow',
	schedule: scheduleWorkflow,
	unschedule: unscheduleWorkflow,
	pilot: pilotWorkflow,
	widen: widenWorkflowPilot,
	widenToAll: widenWorkflowToAll,
	withdraw: withdrawWorkflowPilot,
	emergency: publishWorkflowEmergency,
	decide: decideWorkflowEmergency,
} as const satisfies LifeOfKind<WorkflowRefusal>
