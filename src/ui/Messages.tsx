import { dismissNotice, dismissTrouble, retry } from "../state/actions.ts";
import { causeOf } from "../state/notices.ts";
import { NewVersion } from "./NewVersion.tsx";
import { useTexts } from "./texts/useTexts.ts";
import { useScreen } from "./useScreen.ts";

/** What went wrong, or was done otherwise than asked. */
export function Messages() {
  const t = useTexts().common;
  const trouble = useScreen((screen) => screen.trouble);
  const notice = useScreen((screen) => screen.notice);
  return (
    <div className="messages">
      {trouble && (
        <div role="alert" className="message message-trouble">
          <p>{trouble.message}</p>
          {trouble.retry && (
            <button type="button" className="button" onClick={retry}>
              {t.tryAgain}
            </button>
          )}
          <button type="button" className="button-quiet" onClick={dismissTrouble}>
            {t.dismiss}
          </button>
        </div>
      )}
      {notice && (
        <div role="alert" className="message">
          <p>{t.notices[causeOf(notice) ?? ""] ?? notice}</p>
          <button type="button" className="button-quiet" onClick={dismissNotice}>
            {t.dismiss}
          </button>
        </div>
      )}
      <NewVersion />
    </div>
  );
}
