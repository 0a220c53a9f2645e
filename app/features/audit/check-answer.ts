import type { AuditVerdict } from './verify-chain.server.ts'

/** What a check of the chain answers to its page. */
export type CheckAnswer =
	| { kind: 'checked'; verdict: AuditVerdict; length: number; at: string; ms: number }
	| { kind: 'too-long'; most: number; tenant: string }
