/** In points. A4, one column, aligned on the left, nothing in italics, no word divided. */
export interface Sizes {
  text: number
  /** Of the foot of a page and of what is said beside. */
  small: number
  heading1: number
  heading2: number
  heading3: number
  /** Between lines, as a share of the size. */
  leading: number
  margin: { top: number; bottom: number; left: number; right: number }
}

export const ink = '#1c1720'
export const softInk = '#4f4653'
export const rule = '#cfc4b6'
