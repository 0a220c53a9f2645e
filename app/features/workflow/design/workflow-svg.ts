import type { Language } from '#app/core/localized.ts'
import en from '../locales/en.json' with { type: 'json' }
import zh from '../locales/zh-CN.json' with { type: 'json' }
import { titleOf, toneOf } from '../workflow.model.ts'
import type { StateTone, WorkflowDefinition, WorkflowState } from '../workflow.schema.ts'
import type { Point } from './design-command.model.ts'
import { type Arrow, arrowsOf, placesOf, type Side } from './draw-workflow.ts'
import { gatheredInto, STATE_WIDTH, stateHeight } from './layout-states.ts'

/** The status colours of the design on white. */
const COLOURS: Record<StateTone, string> = {
	quarantine: '#b7860b',
	waiting: '#2f6fd0',
	released: '#1f8a4c',
	hold: '#d0671c',
	rejected: '#c62a3a',
	recalled: '#c62a3a',
	shipped: '#7a4fcf',
	draft: '#6b7682',
}

const CATEGORIES = { en: en.category, 'zh-CN': zh.category }

const MARGIN = 40
const LABEL = 17
/** Room between two ways back. */
const LANE = 22

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** About how wide words are in small print, in pixels. */
const widthOf = (words: string): number => [...words].reduce((sum, one) => sum + (one > '\u2e7f' ? 11 : 5.6), 0)

type Box = Point & { width: number; height: number }

const anchor = ({ x, y, width, height }: Box, side: Side): Point => {
	if (side === 'left') return { x, y: y + height / 2 }
	if (side === 'right') return { x: x + width, y: y + height / 2 }
	return { x: x + width / 2, y: side === 'top' ? y : y + height }
}

/** A stretch below the states on which an arrow goes back. */
type Lane = { left: number; right: number; y: number }

/** How high the way back from one place to another runs: below every state between them, and clear of the `lanes` before it. */
function takeLane(a: Point, b: Point, boxes: Iterable<Box>, lanes: Lane[]): number {
	const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
	const between = [...boxes].filter((box) => box.x <= right && box.x + box.width >= left)
	const beside = lanes.filter((lane) => lane.left <= right && lane.right >= left)
	let y = Math.max(...between.map((box) => box.y + box.height)) + 26
	while (beside.some((lane) => Math.abs(lane.y - y) < LANE)) y += LANE
	lanes.push({ left, right, y })
	return y
}

type Drawing = { boxes: ReadonlyMap<string, Box>; lanes: Lane[]; language: Language }

/** The corners of an arrow and where its label stands. */
function wayOf(from: Box, to: Box, [leaves, arrives]: Arrow['sides'], { boxes, lanes }: Drawing) {
	const [a, b] = [anchor(from, leaves), anchor(to, arrives)]
	if (leaves === 'bottom' && arrives === 'bottom') {
		const y = takeLane(a, b, boxes.values(), lanes)
		return { points: [a, { x: a.x, y }, { x: b.x, y }, b], label: { x: (a.x + b.x) / 2, y } }
	}
	if (leaves === 'right' && arrives === 'left') {
		const x = Math.round((a.x + b.x) / 2)
		return { points: [a, { x, y: a.y }, { x, y: b.y }, b], label: { x, y: (a.y + b.y) / 2 } }
	}
	const y = Math.round((a.y + b.y) / 2)
	return { points: [a, { x: a.x, y }, { x: b.x, y }, b], label: { x: (a.x + b.x) / 2, y } }
}

function drawArrow(arrow: Arrow, drawing: Drawing): string {
	const { boxes, language } = drawing
	const [from, to] = [boxes.get(arrow.from), boxes.get(arrow.to)]
	if (!from || !to) return ''
	const { points, label } = wayOf(from, to, arrow.sides, drawing)
	const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`).join(' ')
	const names = arrow.transitions.map((transition, index) => {
		const y = label.y + (index - (arrow.transitions.length - 1) / 2) * LABEL
		const name = escaped(titleOf(transition)[language])
		return `<text class="label" x="${Math.round(label.x)}" y="${Math.round(y + 4)}">${name}</text>`
	})
	return `<path class="arrow" d="${path}"/>${names.join('')}`
}

function drawState(state: WorkflowState, box: Box, lines: readonly string[], language: Language): string {
	const colour = COLOURS[toneOf(state)]
	const [x, y] = [box.x, box.y]
	const room = box.width - 24
	// What is wider than its state is drawn narrower, never past the edge.
	const text = (words: string, top: number, kind: string) => {
		const fit = widthOf(words) > room ? ` textLength="${room}" lengthAdjust="spacingAndGlyphs"` : ''
		return `<text class="${kind}" x="${x + 16}" y="${y + top}"${fit}>${escaped(words)}</text>`
	}
	return [
		`<rect class="box" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="5"/>`,
		`<rect x="${x}" y="${y}" width="5" height="${box.height}" rx="2" fill="${colour}"/>`,
		text(titleOf(state)[language], 22, 'name'),
		text(CATEGORIES[language][state.category], 40, 'note'),
		...lines.map((line, index) => text(`→ ${line}`, 60 + index * 22, 'note')),
	].join('')
}

/**
 * A workflow as a picture for documents: states where the designer shows them, arrows with the names of the steps.
 * The same definition gives the same text.
 */
export function workflowSvg(definition: WorkflowDefinition, language: Language): string {
	const places = placesOf(definition, new Map())
	const gathered = gatheredInto(definition)
	const boxes = new Map<string, Box>()
	for (const [key, { x, y }] of places)
		boxes.set(key, { x, y, width: STATE_WIDTH, height: stateHeight(gathered.get(key)?.length ?? 0) })
	const all = [...boxes.values()]
	const left = Math.min(...all.map(({ x }) => x)) - MARGIN
	const top = Math.min(...all.map(({ y }) => y)) - MARGIN
	const width = Math.max(...all.map((box) => box.x + box.width)) + MARGIN - left
	const states = definition.states.map((state) => {
		const lines = (gathered.get(state.key) ?? []).map((one) => `${titleOf(one)[language]} (${one.from.length})`)
		const box = boxes.get(state.key)
		return box ? drawState(state, box, lines, language) : ''
	})
	const lanes: Lane[] = []
	// The shortest ways back run nearest to the states.
	const reach = ({ from, to }: Arrow) => Math.abs((boxes.get(from)?.x ?? 0) - (boxes.get(to)?.x ?? 0))
	const arrows = arrowsOf(definition, places, null)
		.toSorted((one, other) => reach(one) - reach(other))
		.map((arrow) => drawArrow(arrow, { boxes, lanes, language }))
	const bottom = Math.max(...all.map((box) => box.y + box.height), ...lanes.map(({ y }) => y))
	const height = bottom + MARGIN - top
	const title = escaped(definition.title[language])
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" role="img" aria-label="${title}">
<title>${title}</title>
<style>text{font:12px Inter,"PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif;fill:#1c2430}.name{font-weight:600}.note{font-size:11px;fill:#56616e}.label{font-size:11px;text-anchor:middle;fill:#3f4a57;paint-order:stroke;stroke:#fff;stroke-width:4px}.box{fill:#fff;stroke:#c8d0d9}.arrow{fill:none;stroke:#7d8894;marker-end:url(#tip)}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#7d8894"/></marker></defs>
<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="#fff"/>
${[...arrows, ...states].filter(Boolean).join('\n')}
</svg>
`
}
