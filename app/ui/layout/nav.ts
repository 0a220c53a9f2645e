import type { LucideIcon } from 'lucide-react'

/** One line of the navigation. */
export interface NavItem {
	readonly to: string
	readonly label: string
	readonly icon: LucideIcon
	/** How much waits there. */
	readonly count?: number | undefined
	/** Something there is overdue: the count is shown stronger. */
	readonly hot?: boolean | undefined
	/** Matches this address only, not the pages below it. */
	readonly end?: boolean | undefined
}

export interface NavGroup {
	readonly label?: string | undefined
	readonly items: readonly NavItem[]
}

/** Whose portal it is: the mark, the tenant's name and the product's. */
export interface Brand {
	readonly initials: string
	readonly name: string
	readonly product?: string | undefined
	readonly homeTo: string
	/** Address of the tenant's logo, shown in place of the initials. */
	readonly logoUrl?: string | undefined
}
