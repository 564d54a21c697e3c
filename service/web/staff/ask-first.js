// A question before what can't be undone. The dialog gives the focus back to where it came from.

import { byId, say } from "../shared/dom.js";
import { t } from "../shared/i18n.js";
import { remove } from "./api.js";

/**
 * Ask before a document is removed, and remove it. What shows documents hears `documents-changed`.
 * @param {{id: string, title: string}} paper
 * @returns {Promise<boolean>} whether it is gone
 */
export function removeAfterAsking(paper) {
  const dialog = byId("remove-dialog");
  const fault = byId("remove-fault");
  const go = byId("remove-go");
  byId("remove-title").textContent = t("staff.remove.title");
  byId("remove-words").textContent = t("staff.remove.words", { title: paper.title });
  fault.hidden = true;
  go.disabled = false;
  dialog.showModal();
  byId("remove-stay").focus();
  return new Promise((resolve) => {
    let gone = false;
    const onGo = async () => {
      go.disabled = true;
      try {
        await remove(`/api/documents/${encodeURIComponent(paper.id)}`);
        gone = true;
        say(t("staff.remove.done", { title: paper.title }));
        dialog.close();
      } catch (error) {
        fault.textContent = error.message;
        fault.hidden = false;
        go.disabled = false;
      }
    };
    go.addEventListener("click", onGo);
    dialog.addEventListener("close", () => {
      go.removeEventListener("click", onGo);
      resolve(gone);
      if (gone) document.dispatchEvent(new CustomEvent("documents-changed", { detail: { gone: paper.id } }));
    }, { once: true });
  });
}

byId("remove-stay").addEventListener("click", () => byId("remove-dialog").close());
