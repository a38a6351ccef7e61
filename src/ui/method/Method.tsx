import type { ReactNode } from "react";
import { AtlasLine } from "../AtlasLine.tsx";
import { useTexts } from "../texts/useTexts.ts";
import { Contents } from "./Contents.tsx";
import { HeldOutTable } from "./HeldOutTable.tsx";
import { MethodDensity } from "./MethodDensity.tsx";
import { BandwidthFigure, RulesFigure } from "./MethodFigures.tsx";
import { Paragraph, Prose } from "./Prose.tsx";
import { REFERENCES } from "./references.ts";

/** The method as an essay, with the open model's own figures. METHOD is its measure. */
export function Method() {
  const t = useTexts().method;
  const { sections } = t;
  const headings = Object.entries(sections).map(([key, { title }]) => ({ id: idOf(key), title }));
  return (
    <div className="essay">
      <Contents title={t.contents} sections={headings} />
      <article>
        <h2 className="essay-title">{t.title}</h2>
        <p className="essay-lead">
          <Prose text={t.lead} />
        </p>
        <Section of="read" />
        <Section of="density">
          <BandwidthFigure />
        </Section>
        <Section of="tails">
          <dl className="essay-terms">
            {Object.entries(sections.tails.rules).map(([name, words]) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>
                  <Prose text={words} />
                </dd>
              </div>
            ))}
          </dl>
          <RulesFigure />
          <MethodDensity />
        </Section>
        <Section of="scoring" />
        <Section of="judging" />
        <Section of="probability" />
        <Section of="findings">
          <ul className="essay-list">
            {sections.findings.ours.map((words) => (
              <li key={words}>
                <Prose text={words} />
              </li>
            ))}
          </ul>
        </Section>
        <Section of="limits" />
        <Section of="privacy" />
        <Section of="here">
          <AtlasLine />
          <HeldOutTable />
        </Section>
        <Section of="references">
          <ol className="essay-list" lang="en">
            {REFERENCES.map(({ by, title, where }) => (
              <li key={title}>
                {by}, <cite>{title}</cite>. {where}.
              </li>
            ))}
          </ol>
        </Section>
      </article>
    </div>
  );
}

type Sections = ReturnType<typeof useTexts>["method"]["sections"];

function Section({ of, children }: { of: keyof Sections; children?: ReactNode }) {
  const section: { title: string; text?: readonly string[] } = useTexts().method.sections[of];
  return (
    <section aria-labelledby={idOf(of)}>
      <h3 id={idOf(of)} tabIndex={-1}>
        {section.title}
      </h3>
      {section.text?.map((paragraph) => (
        <Paragraph key={paragraph} text={paragraph} />
      ))}
      {children}
    </section>
  );
}

const idOf = (section: string) => `method-${section}`;
