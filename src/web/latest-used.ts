/** A map that holds so many entries and no more: the one not used for longest goes first. */
export class LatestUsed<Key, Value> {
  private readonly entries = new Map<Key, Value>()
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  get size(): number {
    return this.entries.size
  }

  get(key: Key): Value | undefined {
    const value = this.entries.get(key)
    if (value !== undefined) this.set(key, value)
    return value
  }

  delete(key: Key): void {
    this.entries.delete(key)
  }

  set(key: Key, value: Value): void {
    // A Map keeps the order of insertion, so what is put in again moves to the end.
    this.entries.delete(key)
    this.entries.set(key, value)
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.most) return
      this.entries.delete(oldest)
    }
  }
}
