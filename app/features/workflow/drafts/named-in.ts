const PERSON = /^person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

/** People by account id and procedures by code that contents of workflows name; a content may be anything. */
export function namedIn(contents: readonly unknown[]): { people: string[]; courses: string[] } {
	const people = new Set<string>()
	const courses = new Set<string>()
	// A content that somebody sends may be nested deeper than calls can be.
	const open = [...contents]
	while (open.length > 0) {
		const one = open.pop()
		if (typeof one === 'string') {
			const [, id] = PERSON.exec(one) ?? []
			if (id) people.add(id.toLowerCase())
		} else if (Array.isArray(one)) {
			for (const part of one) open.push(part)
		} else if (typeof one === 'object' && one !== null) {
			for (const [key, value] of Object.entries(one)) {
				open.push(value)
				if (key === 'training' && Array.isArray(value))
					for (const code of value) if (typeof code === 'string') courses.add(code)
			}
		}
	}
	return { people: [...people], courses: [...courses] }
}
