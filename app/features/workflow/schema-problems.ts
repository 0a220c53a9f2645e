import type { z } from 'zod'
import { pointer, text, type WorkflowProblem } from './problem.model.ts'

type Issue = z.core.$ZodIssue

const problem = (
	code: WorkflowProblem['code'],
	path: readonly PropertyKey[],
	message: WorkflowProblem['message'],
): WorkflowProblem => ({ severity: 'error', code, path: pointer(...path.map(String)), message })

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown =>
	path.reduce<unknown>(
		(value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
		json,
	)

function formatProblem(issue: Issue, path: readonly PropertyKey[]): WorkflowProblem {
	const last = String(path.at(-1) ?? '')
	if (last === 'after' || last === 'expires' || last === 'due') {
		const message = text(
			'Write a duration longer than zero, for instance “P2D” for two days or “PT4H” for four hours.',
			'请填写大于零的时长，例如“P2D”表示两天，“PT4H”表示四小时。',
		)
		return problem('malformed', path, message)
	}
	if (last === 'event') {
		const message = text(
			'Name a registered event such as “lot.released”. Addresses are set up under webhooks, not here.',
			'请填写已登记的事件，例如“lot.released”。网址在 Webhook 中设置，不在此处填写。',
		)
		return problem('malformed', path, message)
	}
	if (issue.code === 'invalid_format') {
		const message = text(
			'This name has characters that are not allowed, or does not begin with a small letter.',
			'名称含有不允许的字符，或未以小写字母开头。',
		)
		return problem('malformed', path, message)
	}
	return problem(
		'malformed',
		path,
		text('This value does not fit here. Check its form.', '此处的值不合适，请检查格式。'),
	)
}

function limitProblem(issue: Extract<Issue, { code: 'too_big' | 'too_small' }>, path: readonly PropertyKey[]) {
	if (issue.code === 'too_big') {
		const message = text(
			`At most ${issue.maximum} are allowed here. Remove some, or split the workflow.`,
			`此处最多允许 ${issue.maximum}，请减少，或拆分流程。`,
		)
		return problem('over-limit', path, message)
	}
	const message = text(`At least ${issue.minimum} is needed here.`, `此处至少需要 ${issue.minimum}。`)
	return problem('missing', path, message)
}

function problemsOf(issue: Issue, json: unknown): readonly WorkflowProblem[] {
	const { path } = issue
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => {
				const message = text(
					`“${key}” is not known here. Remove it or correct its name.`,
					`此处不支持“${key}”，请删除或更正名称。`,
				)
				return problem('unknown-key', [...path, key], message)
			})
		case 'too_big':
		case 'too_small':
			return [limitProblem(issue, path)]
		case 'invalid_value': {
			const allowed = issue.values.map(String).join(', ')
			if (valueAt(json, path) === undefined) break
			return [problem('malformed', path, text(`Choose one of: ${allowed}.`, `请选择以下之一：${allowed}。`))]
		}
	}
	if (valueAt(json, path) === undefined) {
		return [problem('missing', path, text('This is needed and is not there yet.', '此项为必填，尚未填写。'))]
	}
	return [formatProblem(issue, path)]
}

/**
 * The issues of the zod schema as problems in plain words, one for each place: codes `missing`, `malformed`,
 * `unknown-key`, `over-limit`.
 */
export function schemaProblems(error: z.ZodError, json: unknown): readonly WorkflowProblem[] {
	const byPlace = new Map<string, WorkflowProblem>()
	for (const found of error.issues.flatMap((issue) => problemsOf(issue, json))) {
		if (!byPlace.has(found.path)) byPlace.set(found.path, found)
	}
	return [...byPlace.values()]
}
