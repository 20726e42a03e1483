// The summary of a page: more words than the verdict has.

const TIME_LIMIT = 10_000;

/** The summary that belongs to a verdict, or nothing: the verdict alone says what is most needed. */
export const readSummary = async (api, { page, revision }, controller) => {
  const timer = setTimeout(() => controller.abort(), TIME_LIMIT);
  try {
    const path = `/v1/pages/${encodeURIComponent(page)}/summary?revision=${revision}`;
    const answer = await fetch(api + path, {
      cache: "no-cache",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: controller.signal,
    });
    const body = await answer.json();
    return body.components && body.events && body;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
};
