import { Ellipsis } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { type MenuEntry, MenuPanel } from '#app/ui/actions/menu.tsx'
import { StandInTrigger } from '#app/ui/actions/stand-in-trigger.tsx'

type Props = {
	/** Read out at the button and when the menu opens. */
	label: string
	/** Asked for when the menu opens. */
	entries: () => readonly MenuEntry[]
}

const OPENING_KEYS = ['Enter', ' ', 'ArrowDown']

/** What else can be done with a row. Among hundreds of rows each is but a button, until it is used for the first time. */
export function RowMenu({ label, entries }: Props) {
	const button = useRef<HTMLButtonElement>(null)
	const [isUsed, setUsed] = useState(false)
	const [isOpen, setOpen] = useState(false)
	const toggle = (event: KeyboardEvent | PointerEvent) => {
		event.preventDefault()
		setUsed(true)
		setOpen((before) => !before)
	}
	return (
		<>
			<IconButton
				ref={button}
				icon={Ellipsis}
				size="sm"
				variant="ghost"
				label={label}
				aria-haspopup="menu"
				aria-expanded={isOpen}
				onPointerDown={(event) => event.button === 0 && !event.ctrlKey && toggle(event)}
				onKeyDown={(event) => OPENING_KEYS.includes(event.key) && toggle(event)}
			/>
			{isUsed && (
				<DropdownMenu.Root modal={false} open={isOpen} onOpenChange={setOpen}>
					<DropdownMenu.Trigger asChild>
						<StandInTrigger button={button} />
					</DropdownMenu.Trigger>
					{isOpen && <MenuPanel label={label} entries={entries()} />}
				</DropdownMenu.Root>
			)}
		</>
	)
}
