// Asking the server. A connection that fails is `Unreachable`; everything else is a status and its JSON.
import { Unreachable } from "./outbox.js";

const LIMIT = 20000;

function token() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) ?? document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, { ...options, signal: AbortSignal.timeout(LIMIT), credentials: "same-origin" });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status === 204) return { status: 204, data: null };
  // A page instead of JSON is the sign-in, or a refusal on the way: nothing was written.
  if (!isJson)
    return {
      status: answer.status,
      data: { code: answer.redirected || answer.status === 403 ? "signed_out" : "page" },
    };
  try {
    return { status: answer.status, data: await answer.json() };
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

/** Get JSON. */
export const get = (address) => ask(address, { headers: { Accept: "application/json" } });

/** Send JSON. */
export const post = (address, data) =>
  ask(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
    body: JSON.stringify(data),
  });

/** A piece of a page. */
export async function part(address) {
  const answer = await fetch(address, { headers: { "X-Part": "panel" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Unreachable(String(answer.status));
  return answer.text();
}
