import { MarkerType } from '@xyflow/react'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Point } from '../../design/design-command.model.ts'
import { arrowsOf } from '../../design/draw-workflow.ts'
import { gatheredInto, STATE_WIDTH, stateHeight } from '../../design/layout-states.ts'
import { titleOf, toneOf } from '../../workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition } from '../../workflow.schema.ts'
import type { ArrowEdgeType, ArrowLabel } from './arrow-edge.tsx'
import type { Designer } from './designer-context.ts'
import type { StateNodeType } from './state-node.tsx'

type Words = {
	say: (text: LocalizedText) => string
	records: (count: number) => string
	note: (state: WorkflowDefinition['states'][number]) => string
}

type Given = Pick<Designer, 'definition' | 'counts' | 'problemsAt' | 'overlay' | 'selected' | 'readOnly'> & {
	words: Words
	places: ReadonlyMap<string, Point>
	onTransition: (key: string) => void
}

const worst = (problems: ReturnType<Designer['problemsAt']>): 'error' | 'warning' | null =>
	problems.length === 0 ? null : problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning'

/** States as nodes of the canvas; with the overlay, the removed ones stay as ghosts. */
export function nodesOf(given: Given): StateNodeType[] {
	const { definition, overlay, places } = given
	const gathered = gatheredInto(definition)
	const now = new Set(definition.states.map(({ key }) => key))
	const ghosts = overlay ? overlay.base.states.filter(({ key }) => !now.has(key)) : []
	const node = (state: WorkflowDefinition['states'][number], index: number | null): StateNodeType => {
		const { words, counts, problemsAt, selected, readOnly } = given
		const lines = index === null ? [] : (gathered.get(state.key) ?? [])
		const title = words.say(titleOf(state))
		const count = words.records(counts[state.key] ?? 0)
		const at = places.get(state.key) ?? state.position ?? { x: 0, y: 0 }
		const problem = index === null ? null : worst(problemsAt(`/states/${index}`))
		return {
			id: state.key,
			type: 'state',
			position: at,
			width: STATE_WIDTH,
			height: stateHeight(lines.length),
			selected: selected?.kind === 'state' && selected.key === state.key,
			draggable: !readOnly && index !== null,
			selectable: index !== null,
			ariaLabel: `${title}, ${count}`,
			data: {
				title,
				tone: toneOf(state),
				count,
				note: words.note(state),
				isInitial: definition.initial === state.key,
				problem,
				change: index === null ? 'removed' : (overlay?.states.get(state.key) ?? null),
				gathered: lines.map((line) => ({
					key: line.key,
					title: words.say(titleOf(line)),
					from: line.from.length,
					isOn: selected?.kind === 'transition' && selected.key === line.key,
				})),
				onGathered: given.onTransition,
				canConnect: !readOnly,
			},
		}
	}
	return [...definition.states.map(node), ...ghosts.map((state) => node(state, null))]
}

function iconOf({ trigger, signature }: WorkflowTransition): ArrowLabel['icon'] {
	if (trigger.type !== 'user') return trigger.type
	return signature ? 'signature' : null
}

/** Transitions as arrows of the canvas; with the overlay, the removed ones are drawn too. */
export function edgesOf(given: Given): ArrowEdgeType[] {
	const { definition, overlay, places, selected, problemsAt, words, onTransition } = given
	const chosen = selected?.kind === 'transition' ? selected.key : null
	const indexes = new Map(definition.transitions.map(({ key }, index) => [key, index]))
	const gone = overlay ? overlay.base.transitions.filter(({ key }) => !indexes.has(key)) : []
	const drawn = gone.length > 0 ? { ...definition, transitions: [...definition.transitions, ...gone] } : definition
	return arrowsOf(drawn, places, chosen).map((arrow): ArrowEdgeType => {
		const labels = arrow.transitions.map((transition): ArrowLabel => {
			const index = indexes.get(transition.key)
			return {
				key: transition.key,
				title: words.say(titleOf(transition)),
				icon: iconOf(transition),
				problem: index !== undefined && worst(problemsAt(`/transitions/${index}`)) === 'error',
				change: index === undefined ? 'removed' : (overlay?.transitions.get(transition.key) ?? null),
				isOn: transition.key === chosen,
			}
		})
		const isOn = labels.some((label) => label.isOn)
		return {
			id: arrow.id,
			type: 'arrow',
			source: arrow.from,
			target: arrow.to,
			sourceHandle: arrow.sides[0],
			targetHandle: arrow.sides[1],
			zIndex: isOn ? 10 : 0,
			focusable: false,
			reconnectable: !given.readOnly && arrow.transitions.every(({ key }) => indexes.has(key)),
			markerEnd: {
				type: MarkerType.ArrowClosed,
				width: 14,
				height: 14,
				color: isOn ? 'var(--accent)' : 'var(--control-line)',
			},
			data: { labels, onSelect: onTransition },
		}
	})
}
