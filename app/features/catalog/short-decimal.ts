/** A decimal as people write it: without the zeros that its column keeps. */
export const shortDecimal = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)
