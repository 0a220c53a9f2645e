import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Note } from '#app/ui/feedback/note.tsx'
import { BuilderError, type BuilderGroup, conditionOf, queryOf } from '../../edit/builder-query.ts'
import type { FactCatalog } from '../../fact-catalog.model.ts'
import { BuilderContext } from './builder-context.ts'
import { ConditionGroup } from './condition-group.tsx'
import { ConditionRow } from './condition-row.tsx'
import { useRuleEditor } from './editor-context.ts'

type Props = {
	/** Where the condition stands in the document. */
	place: string
	condition: unknown
	/** The shared condition that is edited; using one that leads back to it is refused. */
	within?: string
}

const CONTROLS = { rule: ConditionRow, ruleGroup: ConditionGroup }
const COMBINATORS = ['all', 'any', 'none'].map((name) => ({ name, label: name }))

/** The facts as react-querybuilder lists fields: grouped, in the reader's language. */
function useFields(catalog: FactCatalog) {
	const { say } = useReader()
	return useMemo(
		() =>
			catalog.groups.map((group) => ({
				label: say(group.label),
				options: group.facts.map((fact) => ({ name: fact.name, value: fact.name, label: say(fact.label) })),
			})),
		[catalog, say],
	)
}

/** The query of a condition; the one that was just built from it where nothing else changed it, so that focus stays. */
function useQuery(condition: unknown, place: string) {
	const built = useRef<{ condition: unknown; query: BuilderGroup } | null>(null)
	const query = useMemo(() => {
		const own = built.current
		if (own && own.condition === condition) return own.query
		try {
			return numbered(queryOf(condition, place), '0')
		} catch (error) {
			if (error instanceof BuilderError) return error
			throw error
		}
	}, [condition, place])
	return { query, built }
}

/** Ids by position: what stays in its place keeps its element on the page. */
function numbered(group: BuilderGroup, id: string): BuilderGroup {
	const rules = group.rules.map((part, index) => {
		const own = `${id}-${index}`
		return 'rules' in part ? numbered(part, own) : { ...part, id: own }
	})
	return { ...group, id, rules }
}

/** Conditions as nested groups: react-querybuilder with our controls, over the document itself. */
export default function ConditionsBuilder({ place, condition, within }: Props) {
	const { t } = useTranslation('rules')
	const { catalog, edit, readOnly } = useRuleEditor()
	const { query, built } = useQuery(condition, place)
	const fields = useFields(catalog)
	const change = useCallback(
		(next: RuleGroupType) => {
			const group = next as unknown as BuilderGroup
			const changed = conditionOf(group)
			built.current = { condition: changed, query: group }
			edit([{ type: 'set', at: place, value: changed }], place)
		},
		[edit, place, built],
	)
	const root = query instanceof BuilderError ? null : query
	const context = useMemo(() => (root ? { root, place, within } : null), [root, place, within])
	if (query instanceof BuilderError || !context)
		return (
			<Note tone="hold" title={t('editor.notInBuilder')}>
				{t('editor.notInBuilderText', { place: query instanceof BuilderError ? query.place : place })}
			</Note>
		)
	return (
		<BuilderContext.Provider value={context}>
			<QueryBuilder
				query={query as unknown as RuleGroupType}
				onQueryChange={change}
				fields={fields}
				combinators={COMBINATORS}
				controlElements={CONTROLS}
				enableMountQueryChange={false}
				autoSelectField={false}
				disabled={readOnly}
			/>
		</BuilderContext.Provider>
	)
}
