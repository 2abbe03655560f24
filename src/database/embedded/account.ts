export interface Account {
  name: string
  uid: number
  gid: number
}
