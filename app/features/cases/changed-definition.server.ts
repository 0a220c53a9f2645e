import type { LocalizedText } from '#app/core/localized.ts'
import { ruleSetDifference } from '#app/features/rules/rule-set-difference.server.ts'
import { diffWorkflows } from '#app/features/workflow/design/diff-workflows.ts'
import { knownNames } from '#app/features/workflow/drafts/known-names.server.ts'
import { workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { readDefinition, type VersionSummary } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ChangeContent, ChangedDefinition } from './case.model.ts'

type Kind = 'rule-set' | 'workflow'

/** One difference, as a sentence in each language. */
export type DefinitionSentence = { kind: 'added' | 'removed' | 'changed'; sentence: LocalizedText }

/** What becomes of a rule set or workflow by a change: the draft or version, and what it changes from the one before. */
export type DefinitionDifference = Pick<VersionSummary, 'id' | 'number' | 'status' | 'author' | 'updatedAt'> & {
	/** The version it starts from. */
	from: number | null
	/** Null where there is nothing to compare with, it is not whole yet, or the reader may not look at it. */
	sentences: DefinitionSentence[] | null
	/** It was edited after the change was written. */
	isEdited: boolean
}

/** Looks up the draft or version that a change names: null where it is none of this rule set or workflow. */
export async function changedDefinition(
	ctx: Context,
	kind: Kind,
	{ definition, versionId }: { definition: string | undefined; versionId: string },
): Promise<ChangedDefinition | null> {
	const found = await readDefinition(ctx, kind, { id: versionId })
	if (!found || found.key !== definition || found.status === 'withdrawn') return null
	return { id: found.id, contentHash: found.contentHash }
}

/** The draft or version of a change beside the version it starts from, in sentences. */
export async function definitionDifference(
	ctx: Context,
	kind: Kind,
	{ changed }: Pick<ChangeContent, 'changed'>,
): Promise<DefinitionDifference | null> {
	const shown = changed ? await readDefinition(ctx, kind, { id: changed.id }) : null
	if (!changed || !shown) return null
	const { id, number, status, author, updatedAt, key, basedOn, content } = shown
	const mayRead = ctx.ability.can('read', kind === 'workflow' ? 'Workflow' : 'RuleSet')
	const base = mayRead && basedOn !== null ? await readDefinition(ctx, kind, { key, number: basedOn }) : null
	return {
		id,
		number,
		status,
		author,
		updatedAt,
		from: basedOn,
		sentences: base && (await sentencesOf(ctx, kind, base.content, content)),
		isEdited: shown.contentHash !== changed.contentHash,
	}
}

async function sentencesOf(
	ctx: Context,
	kind: Kind,
	before: unknown,
	after: unknown,
): Promise<DefinitionSentence[] | null> {
	const found =
		kind === 'workflow' ? await workflowChanges(ctx, before, after) : await ruleSetDifference(ctx, before, after)
	return found?.map(({ kind: how, sentence }) => ({ kind: how, sentence })) ?? null
}

async function workflowChanges(ctx: Context, before: unknown, after: unknown) {
	const [was, will] = [workflowSchema.safeParse(before), workflowSchema.safeParse(after)]
	return was.success && will.success ? diffWorkflows(was.data, will.data, await knownNames(ctx, [before, after])) : null
}
