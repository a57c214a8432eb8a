/** How far this computer's clock and the API's are apart, as the `Date` of its answers tells (RFC 9110 section 6.6.1). */
export class Clock {
  #skewMs: number | undefined;

  /** This computer's time minus the API's, in milliseconds, good to a second; `undefined` until an answer told. */
  get skewMs(): number | undefined {
    return this.#skewMs;
  }

  /**
   * Notes the time of an answer. It was taken somewhere between the two moments, so the least skew that explains it
   * counts: a slow answer is no wrong clock.
   * @param sentAt when the request was sent, in milliseconds
   * @param answeredAt when its answer began, in milliseconds
   */
  note(headers: Headers, sentAt: number, answeredAt: number): void {
    const date = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(date)) return;
    this.#skewMs = Math.max(sentAt - date, Math.min(0, answeredAt - date));
  }
}
