import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { CanvasView } from '#app/ui/graph/use-canvas-view.ts'

/** A finger or mouse may tremble by so many pixels and it is still a click. */
const STILL = 4

type Place = { x: number; y: number }

export interface CanvasGestures {
	readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
	readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
	readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
	readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void
	readonly onClickCapture: (event: MouseEvent<HTMLElement>) => void
}

/** Drag to move, wheel or two fingers to zoom. A drag that ends on a node is no click on it. */
export function useCanvasGestures(view: CanvasView): CanvasGestures {
	const fingers = useRef(new Map<number, Place>())
	const dragged = useRef(false)
	const { canvas, move, zoom } = view
	useEffect(() => {
		const element = canvas.current
		if (!element) return
		// React listens passively to the wheel, and the page would scroll as well.
		const onWheel = (event: WheelEvent) => {
			event.preventDefault()
			const box = element.getBoundingClientRect()
			const pixels = event.deltaY * (event.deltaMode === 1 ? 25 : 1)
			const speed = event.ctrlKey ? 0.01 : 0.002
			zoom(2 ** (-pixels * speed), { x: event.clientX - box.left, y: event.clientY - box.top })
		}
		element.addEventListener('wheel', onWheel, { passive: false })
		return () => element.removeEventListener('wheel', onWheel)
	}, [canvas, zoom])

	const lift = (event: PointerEvent<HTMLElement>) => {
		fingers.current.delete(event.pointerId)
		event.currentTarget.classList.remove('dragging')
	}
	return {
		onPointerDown: (event) => {
			if (event.button !== 0) return
			if (fingers.current.size === 0) dragged.current = false
			fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
		},
		onPointerMove: (event) => {
			const before = fingers.current.get(event.pointerId)
			if (!before) return
			const now = { x: event.clientX, y: event.clientY }
			if (!dragged.current) {
				if (Math.hypot(now.x - before.x, now.y - before.y) < STILL) return
				dragged.current = true
				event.currentTarget.setPointerCapture(event.pointerId)
				event.currentTarget.classList.add('dragging')
			}
			const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
			fingers.current.set(event.pointerId, now)
			if (other) pinch(event.currentTarget, before, now, other, view)
			else move({ x: now.x - before.x, y: now.y - before.y })
		},
		onPointerUp: lift,
		onPointerCancel: lift,
		onClickCapture: (event) => {
			if (!dragged.current) return
			dragged.current = false
			event.preventDefault()
			event.stopPropagation()
		},
	}
}

function pinch(element: HTMLElement, before: Place, now: Place, other: Place, { move, zoom }: CanvasView): void {
	const apart = (place: Place) => Math.hypot(place.x - other.x, place.y - other.y)
	const box = element.getBoundingClientRect()
	const middle = { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top }
	move({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 })
	if (apart(before) > 0) zoom(apart(now) / apart(before), middle)
}
