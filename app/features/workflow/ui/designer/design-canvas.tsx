import '@xyflow/react/dist/base.css'
import '#app/ui/styles/canvas.css'
import './design-canvas.css'
import {
	applyNodeChanges,
	Background,
	BackgroundVariant,
	type Connection,
	ConnectionMode,
	MiniMap,
	type NodeChange,
	Panel,
	ReactFlow,
	ReactFlowProvider,
	useReactFlow,
} from '@xyflow/react'
import { Clock, Cog, LayoutGrid, Maximize, Minus, PenLine, Plus, SlidersHorizontal } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { toneClass } from '#app/ui/status/tone.ts'
import type { Point } from '../../design/design-command.model.ts'
import { placesOf } from '../../design/draw-workflow.ts'
import { layoutStates } from '../../design/layout-states.ts'
import { TERMINAL_CATEGORIES, type WorkflowState } from '../../workflow.schema.ts'
import { ArrowEdge, type ArrowEdgeType } from './arrow-edge.tsx'
import { useDesigner } from './designer-context.ts'
import { edgesOf, nodesOf } from './flow-parts.ts'
import { enterPanel } from './side-panel.tsx'
import { StateNode, type StateNodeType } from './state-node.tsx'
import { useNewParts } from './use-new-parts.ts'

const NODE_TYPES = { state: StateNode }
const EDGE_TYPES = { arrow: ArrowEdge }

/** The picture of a workflow, to draw in: states to drag, connect, rename and remove. Loaded only where it is used. */
export default function DesignCanvas({ className }: { className?: string }) {
	return (
		<ReactFlowProvider>
			<Canvas {...(className ? { className } : {})} />
		</ReactFlowProvider>
	)
}

/** The note under a state's count: its locks, or that it is final, or when it is overdue. */
function useNote(): (state: WorkflowState) => string {
	const { t } = useTranslation('workflow')
	return useCallback(
		(state) => {
			const isFinal = (TERMINAL_CATEGORIES as readonly string[]).includes(state.category)
			const parts = [
				...(isFinal ? [t('design.final')] : []),
				...(state.locks?.length
					? [t('design.locks', { what: state.locks.map((lock) => t(`lock.${lock}`)).join(t('panel.comma')) })]
					: []),
				...(state.sla?.length ? [t('design.timers', { count: state.sla.length })] : []),
			]
			return parts.join(' · ') || t('design.noLocks')
		},
		[t],
	)
}

function useFlow() {
	const { t } = useTranslation('workflow')
	const { say, number } = useReader()
	const { definition, counts, problemsAt, overlay, selected, select, readOnly } = useDesigner()
	const note = useNote()
	const kept = useRef(new Map<string, Point>())
	const places = useMemo(() => {
		const found = placesOf(definition, kept.current)
		kept.current = found
		return found
	}, [definition])
	const onTransition = useCallback((key: string) => select({ kind: 'transition', key }), [select])
	const words = useMemo(
		() => ({ say, note, records: (count: number) => t('detail.records', { count, shown: number(count) }) }),
		[say, note, t, number],
	)
	return useMemo(() => {
		const withGhosts = overlay
			? new Map([
					...overlay.base.states.flatMap(({ key, position }) => (position ? [[key, position] as const] : [])),
					...places,
				])
			: places
		const missing = overlay?.base.states.filter(({ key }) => !withGhosts.has(key)) ?? []
		for (const [index, { key }] of missing.entries()) withGhosts.set(key, { x: 40 + index * 200, y: -140 })
		const given = {
			definition,
			counts,
			problemsAt,
			overlay,
			selected,
			readOnly,
			words,
			places: withGhosts,
			onTransition,
		}
		return { nodes: nodesOf(given), edges: edgesOf(given) }
	}, [definition, counts, problemsAt, overlay, selected, readOnly, words, places, onTransition])
}

function Canvas({ className }: { className?: string }) {
	const { t } = useTranslation('workflow')
	const { run, select, readOnly, selected, definition } = useDesigner()
	const flow = useFlow()
	const [nodes, setNodes] = useState(flow.nodes)
	const parts = useNewParts()
	useEffect(
		() =>
			setNodes((before) => {
				const measured = new Map(before.map((node) => [node.id, node.measured]))
				return flow.nodes.map((node) => {
					const size = measured.get(node.id)
					return size ? { ...node, measured: size } : node
				})
			}),
		[flow.nodes],
	)
	const onNodesChange = useCallback(
		(changes: NodeChange<StateNodeType>[]) => {
			setNodes((before) => applyNodeChanges(changes, before))
			const places = changes.flatMap((change) =>
				change.type === 'position' && change.dragging === false && change.position
					? [[change.id, { x: Math.round(change.position.x), y: Math.round(change.position.y) }] as const]
					: [],
			)
			if (places.length > 0 && !readOnly)
				run({ type: 'place-states', places: Object.fromEntries(places) }, `place/${places.map(([id]) => id).join()}`)
			for (const change of changes)
				if (change.type === 'select' && change.selected) select({ kind: 'state', key: change.id })
		},
		[run, readOnly, select],
	)
	const onConnect = useCallback(
		({ source, target }: Connection) => parts.addTransition(source, target),
		[parts.addTransition],
	)
	const onReconnect = useCallback(
		(edge: ArrowEdgeType, { source, target }: Connection) => {
			for (const { key } of edge.data?.labels ?? []) {
				if (source !== edge.source)
					run({ type: 'reconnect', transition: key, end: 'from', was: edge.source, now: source })
				if (target !== edge.target)
					run({ type: 'reconnect', transition: key, end: 'to', was: edge.target, now: target })
			}
		},
		[run],
	)
	const onKeyDown = (event: KeyboardEvent) => {
		const target = event.target instanceof Element ? event.target : null
		const isTyping = target?.closest('input, textarea, select')
		// Enter goes on to what the state has; Space selects it and stays, to move or remove it.
		if (event.key === 'Enter' && target?.matches('.react-flow__node')) requestAnimationFrame(enterPanel)
		if (readOnly || isTyping || !selected) return
		if (event.key !== 'Delete' && event.key !== 'Backspace') return
		event.preventDefault()
		if (selected.kind === 'state') run({ type: 'remove-state', state: selected.key })
		else run({ type: 'remove-transition', transition: selected.key })
		select(null)
	}
	return (
		<section
			aria-label={t('detail.pictureLabel')}
			className={className ?? 'design-canvas min-h-[620px] flex-1 max-desk:min-h-[480px]'}
			onKeyDown={onKeyDown}
		>
			<ReactFlow<StateNodeType, ArrowEdgeType>
				nodes={nodes}
				edges={flow.edges}
				nodeTypes={NODE_TYPES}
				edgeTypes={EDGE_TYPES}
				onNodesChange={onNodesChange}
				onConnect={onConnect}
				onReconnect={onReconnect}
				onNodeClick={(_, node) => select({ kind: 'state', key: node.id })}
				onPaneClick={() => select(null)}
				connectionMode={ConnectionMode.Loose}
				// Wide enough that an arrow may be let go anywhere on a state.
				connectionRadius={90}
				fitView
				fitViewOptions={{ maxZoom: 1, minZoom: 0.62, padding: 0.06 }}
				attributionPosition="top-right"
				minZoom={0.15}
				maxZoom={2}
				nodesConnectable={!readOnly}
				nodesDraggable={!readOnly}
				multiSelectionKeyCode={null}
				selectionKeyCode={null}
				deleteKeyCode={null}
				zoomOnDoubleClick={false}
				preventScrolling={false}
				ariaLabelConfig={{ 'node.a11yDescription.default': t('design.nodeHelp') }}
			>
				<Background
					variant={BackgroundVariant.Dots}
					gap={16}
					size={1}
					color="var(--line-2)"
					bgColor="var(--surface-2)"
				/>
				<MiniMap<StateNodeType>
					pannable
					zoomable
					ariaLabel={t('design.miniMap')}
					nodeClassName={(node) => toneClass(node.data.tone)}
					nodeBorderRadius={4}
					maskColor="color-mix(in srgb, var(--surface-3) 70%, transparent)"
				/>
				<Panel position="bottom-left">
					<CanvasBar
						onAdd={parts.addState}
						onLayout={() => run({ type: 'place-states', places: layoutStates(definition) })}
						readOnly={readOnly}
					/>
				</Panel>
				<Panel position="top-left" className="max-desk:hidden">
					<Legend />
				</Panel>
			</ReactFlow>
		</section>
	)
}

type BarProps = { onAdd: (at?: Point) => void; onLayout: () => void; readOnly: boolean }

/** Zoom, everything at once, tidy up, a new state in the middle of what is seen. */
function CanvasBar({ onAdd, onLayout, readOnly }: BarProps) {
	const { t } = useTranslation(['workflow', 'common'])
	const flow = useReactFlow()
	const add = () => {
		const box = document.querySelector('.design-canvas')?.getBoundingClientRect()
		const middle = box ? { x: box.left + box.width / 2 - 80, y: box.top + box.height / 2 - 30 } : { x: 0, y: 0 }
		const at = flow.screenToFlowPosition(middle)
		onAdd({ x: Math.round(at.x), y: Math.round(at.y) })
	}
	return (
		<div className="flex rounded-2 border border-line bg-overlay shadow-2">
			<IconButton
				icon={Plus}
				label={t('common:zoomIn')}
				variant="ghost"
				onClick={() => flow.zoomIn({ duration: 120 })}
			/>
			<IconButton
				icon={Minus}
				label={t('common:zoomOut')}
				variant="ghost"
				onClick={() => flow.zoomOut({ duration: 120 })}
			/>
			<IconButton
				icon={Maximize}
				label={t('common:fitView')}
				variant="ghost"
				onClick={() => flow.fitView({ duration: 200, padding: 0.08, maxZoom: 1 })}
			/>
			{!readOnly && (
				<>
					<IconButton
						icon={LayoutGrid}
						label={t('design.layout')}
						variant="ghost"
						onClick={() => {
							onLayout()
							requestAnimationFrame(() => flow.fitView({ duration: 200, padding: 0.08, maxZoom: 1 }))
						}}
					/>
					<Button variant="ghost" icon={Plus} onClick={add}>
						{t('design.state')}
					</Button>
				</>
			)}
		</div>
	)
}

function Legend() {
	const { t } = useTranslation('workflow')
	return (
		<div className="flex flex-wrap gap-x-4 gap-y-1 rounded-2 bg-surface-2 px-2 py-1.5 text-11 text-text-2 [&_svg]:size-3!">
			<span className="inline-flex items-center gap-1.5">
				<Clock aria-hidden="true" />
				{t('legend.timer')}
			</span>
			<span className="inline-flex items-center gap-1.5">
				<SlidersHorizontal aria-hidden="true" />
				{t('legend.rule')}
			</span>
			<span className="inline-flex items-center gap-1.5">
				<Cog aria-hidden="true" />
				{t('legend.system')}
			</span>
			<span className="inline-flex items-center gap-1.5">
				<PenLine aria-hidden="true" />
				{t('legend.signature')}
			</span>
			<span>{t('legend.dashed')}</span>
		</div>
	)
}
