/** First digits of the id: what people call a model. */
export function modelName(id: string): string {
  return id.slice(0, 8);
}
