// Hears every few seconds what others in the draft have done. Pauses while nobody looks at this tab.
import { get } from "./server.js";

const PAUSE = 2500;

export function poll({ address, store, onNews }) {
  let timer = 0;
  let failures = 0;
  const next = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, PAUSE * Math.min(2 ** failures, 12));
  };
  async function ask() {
    try {
      const { status, data } = await get(`${address}?since=${store.revision}`);
      failures = status < 400 ? 0 : failures + 1;
      if (status === 200) {
        const before = new Map([...store.rows].map(([key, row]) => [key, row.revision]));
        store.patch(data);
        onNews((data.rows ?? []).filter((row) => before.get(row.key) !== row.revision));
      }
    } catch {
      failures += 1;
    }
    next();
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  addEventListener("online", () => {
    failures = 0;
    ask();
  });
  next();
  return { ask };
}
