import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { type Choice, type ChoiceList, choiceMeant, choiceText, withMore } from '#app/core/choice.ts'
import { stepTo } from '#app/ui/forms/step-to.ts'
import { useFoundChoices } from '#app/ui/forms/use-found-choices.ts'
import { useNamedChoices } from '#app/ui/forms/use-named-choices.ts'

export interface ComboboxOptions<C extends Choice> {
	readonly list: ChoiceList<C>
	readonly value: string
	readonly onChoose: (value: string, choice: C | null) => void
	readonly input: RefObject<HTMLInputElement>
	/** Choices that are no records: offered behind those found. */
	readonly more?: readonly C[] | undefined
}

const NONE: readonly never[] = []

/** What a combobox does: asks while somebody types, moves by the keys, and never takes what was typed for what was chosen. */
export function useCombobox<C extends Choice>({ list, value, onChoose, input, more = NONE }: ComboboxOptions<C>) {
	const { named, remember } = useNamedChoices(list, [value])
	const name = named[0] ?? null
	// Null: what is chosen stands there, and nothing is typed.
	const [typed, setTyped] = useState<string | null>(null)
	const [isOpen, setOpen] = useState(false)
	const [active, setActive] = useState(0)
	const [attempt, setAttempt] = useState(0)
	const isTyping = typed !== null
	const found = useFoundChoices<C>(
		isOpen || isTyping ? `${list.from}q=${encodeURIComponent((typed ?? '').trim())}` : null,
		attempt,
	)
	const answer = found.state === 'done' && found.value && found.value !== 'logged-out' ? found.value : null
	const hits = useMemo(() => answer && withMore(answer, more, typed ?? ''), [answer, more, typed])
	const own = useRef(value)

	const choose = (choice: C) => {
		own.current = choice.value
		remember(choice)
		setTyped(null)
		setOpen(false)
		onChoose(choice.value, choice)
	}
	const clear = (text: string | null) => {
		own.current = ''
		setTyped(text)
		if (value !== '') onChoose('', null)
	}
	/** Leaves the box: empty takes the choice away, a text that means one choice chooses it, any other stays and is asked about. */
	const leave = () => {
		setOpen(false)
		if (typed === null) return
		if (typed.trim() === '') return clear(null)
		const meant = hits && choiceMeant(typed, hits)
		if (meant) choose(meant)
		else clear(typed)
	}
	useWaitingText({ isTyping, input, leave, hits })
	// The form was reset, or a draft was put back: what is typed belongs to before.
	useEffect(() => {
		if (own.current === value) return
		own.current = value
		setTyped(null)
	}, [value])
	// biome-ignore lint/correctness/useExhaustiveDependencies: a new answer begins with its first line
	useEffect(() => setActive(0), [hits])

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) return
		const count = hits?.options.length ?? 0
		const next = stepTo(event.key, active, count)
		if (next !== null) {
			event.preventDefault()
			if (isOpen) setActive(next)
			else setOpen(true)
			if (found.state === 'failed') setAttempt((before) => before + 1)
		} else if (event.key === 'Enter' && (isOpen || isTyping)) {
			event.preventDefault()
			const choice = isOpen ? hits?.options[active] : undefined
			if (choice) choose(choice)
			else setOpen(true)
		}
	}
	return {
		name,
		text: typed ?? (name ? choiceText(name) : value),
		isTyping,
		isOpen,
		open: () => setOpen(true),
		close: () => setOpen(false),
		type: (text: string) => {
			setTyped(text)
			setOpen(true)
		},
		choose,
		leave,
		onKeyDown,
		active,
		setActive,
		found,
		hits,
	}
}

type Waiting = {
	isTyping: boolean
	input: RefObject<HTMLInputElement>
	leave: () => void
	hits: unknown
}

/** A text that is typed and means nothing yet: an answer that comes late may tell, and no form goes off without it. */
function useWaitingText({ isTyping, input, leave, hits }: Waiting) {
	const leaving = useRef(leave)
	leaving.current = leave
	useEffect(() => {
		if (isTyping && hits && document.activeElement !== input.current) leaving.current()
	}, [isTyping, hits, input])
	useEffect(() => {
		const form = input.current?.form
		if (!isTyping || !form) return
		const hold = (event: SubmitEvent) => {
			if (input.current?.value.trim() === '') return
			event.preventDefault()
			event.stopPropagation()
			leaving.current()
			input.current?.focus()
		}
		form.addEventListener('submit', hold, true)
		return () => form.removeEventListener('submit', hold, true)
	}, [isTyping, input])
}
