import type { LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'

interface EntryLook {
	readonly key?: string | undefined
	readonly label: string
	readonly icon?: LucideIcon | undefined
	readonly danger?: boolean | undefined
	/** Why it may not be done now: it stays visible and says this. */
	readonly refusedBecause?: string | undefined
}

/** One line of a menu: a link, an action, a button of a form by its id, or a divider. */
export type MenuEntry =
	| (EntryLook & { readonly to: string; readonly download?: boolean | undefined })
	| (EntryLook & { readonly onSelect: () => void })
	| (EntryLook & {
			readonly submitForm: string
			readonly name?: string | undefined
			readonly value?: string | undefined
	  })
	| { readonly divider: true }

export interface MenuProps {
	/** The button that opens it. */
	readonly trigger: ReactNode
	readonly entries: readonly MenuEntry[]
	/** Read out when the menu opens. */
	readonly label?: string | undefined
	readonly align?: 'start' | 'end' | undefined
	/** Shown above the entries. */
	readonly header?: ReactNode
}

/** What else can be done. */
export function Menu({ trigger, ...panel }: MenuProps) {
	return (
		<DropdownMenu.Root modal={false}>
			<DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
			<MenuPanel {...panel} />
		</DropdownMenu.Root>
	)
}

/** What opens of a menu. */
export function MenuPanel({ entries, label, align = 'end', header }: Omit<MenuProps, 'trigger'>) {
	return (
		<DropdownMenu.Portal>
			<DropdownMenu.Content
				className="menu floating"
				sideOffset={4}
				align={align}
				aria-label={label}
				collisionPadding={8}
			>
				{header}
				{entries.map((entry, index) => (
					<MenuLine key={'divider' in entry ? `divider-${index}` : (entry.key ?? entry.label)} entry={entry} />
				))}
			</DropdownMenu.Content>
		</DropdownMenu.Portal>
	)
}

function MenuLine({ entry }: { entry: MenuEntry }) {
	if ('divider' in entry) return <DropdownMenu.Separator className="my-1 border-t border-line" />
	const { label, icon: Icon, danger, refusedBecause } = entry
	const className = cx('menu-item', danger && 'danger')
	const content = (
		<>
			{Icon && <Icon aria-hidden="true" />}
			<span className="min-w-0">
				{label}
				{refusedBecause && <small className="block text-text-3">{refusedBecause}</small>}
			</span>
		</>
	)
	if (refusedBecause)
		return (
			<DropdownMenu.Item disabled className={className}>
				{content}
			</DropdownMenu.Item>
		)
	if ('onSelect' in entry)
		return (
			<DropdownMenu.Item className={className} onSelect={entry.onSelect}>
				{content}
			</DropdownMenu.Item>
		)
	return (
		<DropdownMenu.Item asChild className={className}>
			{'to' in entry ? (
				<AppLink to={entry.to} {...(entry.download ? { reloadDocument: true, prefetch: 'none', download: true } : {})}>
					{content}
				</AppLink>
			) : (
				<button type="submit" form={entry.submitForm} name={entry.name} value={entry.value}>
					{content}
				</button>
			)}
		</DropdownMenu.Item>
	)
}
