import { answerDefinition } from '#app/platform/http/answer-definition.ts'
import { workflowProblem } from './refuse-workflow.ts'

/** What a step of a workflow answers. */
export const answered = answerDefinition(workflowProblem)
