import type { MouseEvent } from "react";
import { formatHash } from "../../state/hash.ts";
import { DEFAULT_VIEW } from "../../state/store.ts";

interface ContentsProps {
  title: string;
  sections: readonly { id: string; title: string }[];
}

/** The sections of the page. Their links lead to the page as a whole where they are opened elsewhere: the address is the view’s. */
export function Contents({ title, sections }: ContentsProps) {
  const href = formatHash({ ...DEFAULT_VIEW, tab: "method" });
  function goTo(event: MouseEvent, id: string) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const heading = document.getElementById(id)!;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    heading.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
    heading.focus({ preventScroll: true });
  }
  return (
    <nav className="contents" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <ol>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={href} onClick={(event) => goTo(event, id)}>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
