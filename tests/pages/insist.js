const PATIENCE = 5000; // milliseconds

/** Should the runner's little server leave a request unanswered, it is asked again. */
export async function insist(act) {
  for (let times = 0; ; times += 1) {
    const late = AbortSignal.timeout(PATIENCE);
    try {
      return await act(late);
    } catch (error) {
      if (!late.aborted || times === 5) throw error;
    }
  }
}
