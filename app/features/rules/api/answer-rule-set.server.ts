import { answerDefinition } from '#app/platform/http/answer-definition.ts'
import { refusalProblem } from './refuse-rule-set.ts'

/** What a step of a rule set answers. */
export const answered = answerDefinition(refusalProblem)
