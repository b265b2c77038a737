/** Thrown by an executor that knows the effect did not happen: the connection was refused, the vendor said no. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}
