import { useNavigate } from '@remix-run/react'
import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

export interface ChoiceMenuItem {
	readonly label: string
	/** The same page with this chosen, or no longer chosen. */
	readonly to: string
	readonly chosen: boolean
}

export interface ChoiceMenuProps {
	readonly label: string
	readonly trigger: ReactNode
	readonly items: readonly ChoiceMenuItem[]
	/** Several may be on, and the menu stays open. */
	readonly multiple?: boolean | undefined
}

/** A menu of choices kept in the URL. */
export function ChoiceMenu({ label, trigger, items, multiple }: ChoiceMenuProps) {
	const navigate = useNavigate()
	return (
		<DropdownMenu.Root modal={false}>
			<DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content
					className="menu floating"
					sideOffset={4}
					align="start"
					aria-label={label}
					collisionPadding={8}
				>
					{items.map(({ label: text, to, chosen }) => (
						<DropdownMenu.CheckboxItem
							key={text}
							className="menu-item"
							checked={chosen}
							onSelect={(event) => {
								if (multiple) event.preventDefault()
								navigate(to, { preventScrollReset: true })
							}}
						>
							<span className="grid size-3.5 flex-none place-items-center">
								<DropdownMenu.ItemIndicator asChild>
									<Check aria-hidden="true" className="size-3.5!" />
								</DropdownMenu.ItemIndicator>
							</span>
							<span className="min-w-0">{text}</span>
						</DropdownMenu.CheckboxItem>
					))}
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	)
}
