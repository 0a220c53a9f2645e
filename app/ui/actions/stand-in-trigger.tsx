import { forwardRef, type RefObject, useImperativeHandle } from 'react'

/**
 * The trigger of a menu or popover whose button stands elsewhere and was there before: it opens beside that button and
 * gives the focus back to it. Goes into a `Trigger asChild`.
 */
export const StandInTrigger = forwardRef<HTMLButtonElement, { button: RefObject<HTMLButtonElement> }>(
	function StandInTrigger({ button }, ref) {
		useImperativeHandle(ref, () => button.current as HTMLButtonElement, [button])
		return null
	},
)
